/// A receiver with an identity: one that may be connected to several senders and yet runs once in a send.
public final class SignalReceiver<Payload: Sendable>: Sendable {
  /// The receiver's name in outcomes and reports.
  public let name: String

  @usableFromInline let body: @Sendable (SignalSender?, Payload) throws -> Void

  /// Creates a receiver.
  ///
  /// - Parameters:
  ///   - name: Its name in outcomes and reports; by default file and line.
  ///   - file: The file that names it.
  ///   - line: The line that names it.
  ///   - body: What it does, with sender and payload.
  public init(
    named name: String? = nil, file: StaticString = #fileID, line: Int = #line,
    _ body: @escaping @Sendable (SignalSender?, Payload) throws -> Void
  ) {
    self.name = name ?? "\(file):\(line)"
    self.body = body
  }
}
