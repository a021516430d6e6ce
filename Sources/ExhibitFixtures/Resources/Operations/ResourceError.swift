/// Why an operation on a resource did not succeed.
public struct ResourceError: Error, Sendable, CustomStringConvertible {
  /// The kind of error; more kinds may come.
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable {
      case notFound
      case conflict
      case invalid
      case unauthorized
      case timedOut
      case unreachable
      case failed
      case unexpected
    }

    private let kind: Kind

    /// There is nothing at the path.
    public static let notFound = Code(kind: .notFound)
    /// The operation contradicts something that is there, such as a name that is taken.
    public static let conflict = Code(kind: .conflict)
    /// The path or the fields cannot be used.
    public static let invalid = Code(kind: .invalid)
    /// Who asks is not known, or may not do this.
    public static let unauthorized = Code(kind: .unauthorized)
    /// There was no answer in time; whether the operation happened is not known.
    public static let timedOut = Code(kind: .timedOut)
    /// The appliance could not be reached, or the connection broke.
    public static let unreachable = Code(kind: .unreachable)
    /// The appliance failed.
    public static let failed = Code(kind: .failed)
    /// The answer is not what the type of the resource expects.
    public static let unexpected = Code(kind: .unexpected)
  }

  /// The kind of error.
  public let code: Code

  /// The resource.
  public let path: ResourcePath

  /// What is wrong.
  public let message: String

  /// The instance that is there all the same, if a creation failed after it had been made: it is deleted with its scope.
  public let createdPath: ResourcePath?

  /// Creates an error.
  public init(code: Code, path: ResourcePath, message: String, createdPath: ResourcePath? = nil) {
    self.code = code
    self.path = path
    self.message = message
    self.createdPath = createdPath
  }

  /// The message.
  public var description: String { message }
}
