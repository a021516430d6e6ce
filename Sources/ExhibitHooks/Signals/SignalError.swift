/// What can be wrong with a signal.
public struct SignalError: Error, Sendable, CustomStringConvertible {
  /// The kind of error; more kinds may come.
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable {
      case payloadMismatch
      case asynchronousReceiver
    }

    private let kind: Kind

    /// The signal of that name in that namespace has another payload type.
    public static let payloadMismatch = Code(kind: .payloadMismatch)
    /// An asynchronous receiver was met by a synchronous send, which cannot wait for it.
    public static let asynchronousReceiver = Code(kind: .asynchronousReceiver)
  }

  /// The kind of error.
  public let code: Code

  /// What is wrong, with the name of the signal and the way out.
  public let message: String

  /// The message.
  public var description: String { message }

  static func asynchronousReceiver(_ receiver: String, of signal: String) -> SignalError {
    SignalError(
      code: .asynchronousReceiver,
      message: """
        signal '\(signal)' was sent synchronously, but its receiver '\(receiver)' is asynchronous and was not called; \
        send it with `await sendAsync`
        """)
  }
}
