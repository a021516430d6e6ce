/// What can go wrong with fixtures and cached details, other than what their own closures throw.
public struct FixtureError: Error, Sendable, CustomStringConvertible {
  /// The kind of error; more kinds may come.
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable {
      case cycle
      case noScope
      case noRun
      case unknownName
      case nameConflict
      case outlived
      case tornDown
      case sharing
    }

    private let kind: Kind

    /// A detail or fixture needs itself, be it by way of others.
    public static let cycle = Code(kind: .cycle)
    /// No scope of that kind is open: no test is running, or it is over.
    public static let noScope = Code(kind: .noScope)
    /// There is no store, because no run has begun in this process.
    public static let noRun = Code(kind: .noRun)
    /// Nothing has that name.
    public static let unknownName = Code(kind: .unknownName)
    /// Two different things have one name.
    public static let nameConflict = Code(kind: .nameConflict)
    /// A fixture needs another that ends before it does.
    public static let outlived = Code(kind: .outlived)
    /// A fixture is needed, by the tear-down of another, that has been torn down already.
    public static let tornDown = Code(kind: .tornDown)
    /// A value could not be handed to the other processes of the run.
    public static let sharing = Code(kind: .sharing)
  }

  /// The kind of error.
  public let code: Code

  /// What is wrong, with names, and the way out.
  public let message: String

  /// The message.
  public var description: String { message }

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}
