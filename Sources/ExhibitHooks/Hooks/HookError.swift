/// What can be wrong between a hook and its event.
public struct HookError: Error, Sendable, CustomStringConvertible {
  /// The kind of error; more kinds may come.
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable {
      case missingValue
      case wrongType
      case tooDeep
      case updateInBackground
      case backgroundFull
    }

    private let kind: Kind

    /// The event does not carry a value that the hook needs.
    public static let missingValue = Code(kind: .missingValue)
    /// The event carries the value, but with another type.
    public static let wrongType = Code(kind: .wrongType)
    /// Events fire or enqueue one another without end.
    public static let tooDeep = Code(kind: .tooDeep)
    /// A hook that runs in the background has updates, which nobody is there to take.
    public static let updateInBackground = Code(kind: .updateInBackground)
    /// A hook in the background did not get an event, because too many wait for it or the session is over.
    public static let backgroundFull = Code(kind: .backgroundFull)
  }

  /// The kind of error.
  public let code: Code

  /// What is wrong: names hook, event and key.
  public let message: String

  /// The message.
  public var description: String { message }
}
