/// A signal before an operation, which its receivers can prevent by throwing.
///
/// All receivers run; if any threw, the operation does not happen, and the first error reaches its caller.
public struct WillSignal<Payload: Sendable>: Sendable {
  /// The signal underneath: connecting to it is connecting to this, and offers all ways to connect.
  public let signal: Signal<Payload>

  /// Declares a will signal.
  ///
  /// - Parameters:
  ///   - name: Its name, unique in the namespace.
  ///   - documentation: What is about to happen, in a sentence.
  ///   - namespace: Where the name counts.
  public init(_ name: String, _ documentation: String = "", in namespace: SignalNamespace = .default) {
    signal = Signal(name, documentation, in: namespace)
  }

  /// Connects a receiver.
  ///
  /// - Parameters:
  ///   - name: The receiver's name in outcomes and reports; by default file and line.
  ///   - sender: The only sender whose operations it wants to hear of; by default any.
  ///   - owner: An object that is held weakly; its death ends the connection without a trace. By default there is none.
  ///   - file: The file that names the receiver.
  ///   - line: The line that names the receiver.
  ///   - receiver: Called before the operation; throws to prevent it.
  /// - Returns: The connection, which lasts until it is disconnected.
  /// - Throws: ``SignalError`` if the name of the signal belongs to one with another payload type.
  @discardableResult
  public func connect(
    named name: String? = nil, from sender: SignalSender? = nil, whileAlive owner: AnyObject = NoOwner.none,
    file: StaticString = #fileID, line: Int = #line,
    _ receiver: @escaping @Sendable (SignalSender?, Payload) throws -> Void
  ) throws -> SignalConnection {
    try signal.connect(named: name, from: sender, whileAlive: owner, file: file, line: line, receiver)
  }

  /// Asks all receivers, the asynchronous ones too.
  ///
  /// - Parameters:
  ///   - payload: What they get.
  ///   - sender: Who is about to act.
  ///   - isolation: The actor on which receivers that are not asynchronous run; that of the caller by default.
  /// - Throws: The first error of a receiver, after all have run.
  public func ask(
    _ payload: Payload, from sender: SignalSender? = nil, isolation: isolated (any Actor)? = #isolation
  ) async throws {
    try await signal.sendAsync(payload, from: sender, isolation: isolation).throwIfFailed()
  }

  /// Asks all receivers on this thread.
  ///
  /// - Parameters:
  ///   - payload: What they get.
  ///   - sender: Who is about to act.
  /// - Throws: The first error of a receiver, after all have run.
  public func askNow(_ payload: Payload, from sender: SignalSender? = nil) throws {
    try signal.send(payload, from: sender).throwIfFailed()
  }
}
