/// What can be wrong between a hook and its event.
public struct HookError: Error, Sendable, CustomStringConvertible {
  /// The kind of error; more kinds may come.
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable {
      case missingValue
      case wrongType
      case tooDeep
    }

    private let kind: Kind

    /// The event does not carry a value that the hook needs.
    public static let missingValue = Code(kind: .missingValue)
    /// The event carries the value, but with another type.
    public static let wrongType = Code(kind: .wrongType)
    /// Events fire one another without end.
    public static let tooDeep = Code(kind: .tooDeep)
  }

  /// The kind of error.
  public let code: Code

  /// What is wrong: names hook, event and key.
  public let message: String

  /// The message.
  public var description: String { message }
}
