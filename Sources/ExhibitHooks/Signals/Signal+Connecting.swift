extension Signal {
  /// Connects a receiver.
  ///
  /// Connecting twice calls twice, each time with a connection of its own.
  ///
  /// - Parameters:
  ///   - name: The receiver's name in outcomes and reports; by default file and line.
  ///   - sender: The only sender whose signals it wants; by default any.
  ///   - owner: An object that is held weakly; its death ends the connection without a trace. The receiver must not
  ///     hold it strongly. By default there is none.
  ///   - file: The file that names the receiver.
  ///   - line: The line that names the receiver.
  ///   - receiver: Called with the payload, where the signal is sent.
  /// - Returns: The connection, which lasts until it is disconnected.
  /// - Throws: ``SignalError`` if the name of the signal belongs to one with another payload type.
  @inlinable @discardableResult
  public func connect(
    named name: String? = nil, from sender: SignalSender? = nil, whileAlive owner: AnyObject = NoOwner.none,
    file: StaticString = #fileID, line: Int = #line, _ receiver: @escaping @Sendable (Payload) throws -> Void
  ) throws -> SignalConnection {
    try connect(name ?? "\(file):\(line)", sender, owner, .plain(receiver))
  }

  /// Connects a receiver that wants to know the sender, or has something to answer.
  ///
  /// - Parameters:
  ///   - name: The receiver's name in outcomes and reports; by default file and line.
  ///   - sender: The only sender whose signals it wants; by default any.
  ///   - owner: An object that is held weakly; its death ends the connection without a trace. The receiver must not
  ///     hold it strongly. By default there is none.
  ///   - file: The file that names the receiver.
  ///   - line: The line that names the receiver.
  ///   - receiver: Called with sender and payload, where the signal is sent; what it returns is in its outcome.
  /// - Returns: The connection, which lasts until it is disconnected.
  /// - Throws: ``SignalError`` if the name of the signal belongs to one with another payload type.
  @inlinable @discardableResult
  public func connect<Answer: Sendable>(
    named name: String? = nil, from sender: SignalSender? = nil, whileAlive owner: AnyObject = NoOwner.none,
    file: StaticString = #fileID, line: Int = #line,
    _ receiver: @escaping @Sendable (SignalSender?, Payload) throws -> Answer
  ) throws -> SignalConnection {
    // What returns nothing needs no place in the result.
    let body: ReceiverBody<Payload> =
      if Answer.self == Void.self {
        .told { sender, payload in _ = try receiver(sender, payload) }
      } else {
        .returning { sender, payload, _ in try receiver(sender, payload) }
      }
    return try connect(name ?? "\(file):\(line)", sender, owner, body)
  }

  /// Connects a receiver object.
  ///
  /// However often the object is connected, to any sender and to particular ones, it runs once in a send.
  ///
  /// - Parameters:
  ///   - receiver: The object; the connection holds it.
  ///   - sender: The only sender whose signals it wants; by default any.
  /// - Returns: The connection, which lasts until it is disconnected.
  /// - Throws: ``SignalError`` if the name of the signal belongs to one with another payload type.
  @inlinable @discardableResult
  public func connect(
    _ receiver: SignalReceiver<Payload>, from sender: SignalSender? = nil
  ) throws -> SignalConnection {
    try connect(receiver.name, sender, NoOwner.none, .told(receiver.body), receiver)
  }

  /// Connects an asynchronous receiver, which an asynchronous send waits for.
  ///
  /// A synchronous send cannot wait: for this receiver its outcome is an error, which is reported too.
  ///
  /// - Parameters:
  ///   - name: The receiver's name in outcomes and reports; by default file and line.
  ///   - sender: The only sender whose signals it wants; by default any.
  ///   - owner: An object that is held weakly; its death ends the connection without a trace. The receiver must not
  ///     hold it strongly. By default there is none.
  ///   - file: The file that names the receiver.
  ///   - line: The line that names the receiver.
  ///   - receiver: Called with sender and payload; what it returns is in its outcome.
  /// - Returns: The connection, which lasts until it is disconnected.
  /// - Throws: ``SignalError`` if the name of the signal belongs to one with another payload type.
  @inlinable @discardableResult
  public func connectAsync<Answer: Sendable>(
    named name: String? = nil, from sender: SignalSender? = nil, whileAlive owner: AnyObject = NoOwner.none,
    file: StaticString = #fileID, line: Int = #line,
    _ receiver: @escaping @Sendable (SignalSender?, Payload) async throws -> Answer
  ) throws -> SignalConnection {
    try connect(
      name ?? "\(file):\(line)", sender, owner,
      .asynchronous { sender, payload, _ in try await receiver(sender, payload) })
  }

  /// Connects an asynchronous receiver that wants nothing but the payload.
  ///
  /// - Parameters:
  ///   - name: The receiver's name in outcomes and reports; by default file and line.
  ///   - sender: The only sender whose signals it wants; by default any.
  ///   - owner: An object that is held weakly; its death ends the connection without a trace. The receiver must not
  ///     hold it strongly. By default there is none.
  ///   - file: The file that names the receiver.
  ///   - line: The line that names the receiver.
  ///   - receiver: Called with the payload; what it returns is in its outcome.
  /// - Returns: The connection, which lasts until it is disconnected.
  /// - Throws: ``SignalError`` if the name of the signal belongs to one with another payload type.
  @inlinable @discardableResult
  public func connectAsync<Answer: Sendable>(
    named name: String? = nil, from sender: SignalSender? = nil, whileAlive owner: AnyObject = NoOwner.none,
    file: StaticString = #fileID, line: Int = #line,
    _ receiver: @escaping @Sendable (Payload) async throws -> Answer
  ) throws -> SignalConnection {
    try connect(
      name ?? "\(file):\(line)", sender, owner, .asynchronous { _, payload, _ in try await receiver(payload) })
  }

  @usableFromInline
  func connect(
    _ name: String, _ sender: SignalSender?, _ owner: AnyObject, _ body: ReceiverBody<Payload>,
    _ receiver: SignalReceiver<Payload>? = nil
  ) throws -> SignalConnection {
    if let conflict { throw conflict }
    let terms = ReceiverTerms(from: sender, whileAlive: owner, receiver: receiver)
    return core.connect(ReceiverEntry(name, terms, body))
  }
}
