extension Signal {
  /// Runs the body while a receiver is connected, and takes away exactly that connection afterwards.
  ///
  /// - Parameters:
  ///   - receiver: Called with sender and payload of each signal that is sent meanwhile, from anywhere.
  ///   - sender: The only sender whose signals it wants; by default any.
  ///   - body: What runs meanwhile.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws, or ``SignalError`` if the signal cannot be connected to.
  @discardableResult
  public func connected<R>(
    to receiver: @escaping @Sendable (SignalSender?, Payload) throws -> Void, from sender: SignalSender? = nil,
    during body: () throws -> R
  ) throws -> R {
    let connection = try connect(named: "connected(to:)", from: sender, receiver)
    defer { connection.disconnect() }
    return try body()
  }

  /// Runs the asynchronous body while a receiver is connected, on the caller's actor.
  ///
  /// - Parameters:
  ///   - receiver: Called with sender and payload of each signal that is sent meanwhile, from anywhere.
  ///   - sender: The only sender whose signals it wants; by default any.
  ///   - isolation: The actor on which the body runs; that of the caller by default.
  ///   - body: What runs meanwhile.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws, or ``SignalError`` if the signal cannot be connected to.
  @discardableResult
  public func connected<R>(
    to receiver: @escaping @Sendable (SignalSender?, Payload) throws -> Void, from sender: SignalSender? = nil,
    isolation: isolated (any Actor)? = #isolation, during body: () async throws -> R
  ) async throws -> R {
    let connection = try connect(named: "connected(to:)", from: sender, receiver)
    defer { connection.disconnect() }
    return try await body()
  }

  /// Runs the body while a receiver is connected that wants nothing but the payload.
  @discardableResult
  public func connected<R>(
    to receiver: @escaping @Sendable (Payload) throws -> Void, from sender: SignalSender? = nil,
    during body: () throws -> R
  ) throws -> R {
    try connected(to: { try receiver($1) }, from: sender, during: body)
  }

  /// Runs the asynchronous body while a receiver is connected that wants nothing but the payload.
  @discardableResult
  public func connected<R>(
    to receiver: @escaping @Sendable (Payload) throws -> Void, from sender: SignalSender? = nil,
    isolation: isolated (any Actor)? = #isolation, during body: () async throws -> R
  ) async throws -> R {
    try await connected(to: { try receiver($1) }, from: sender, during: body)
  }

  /// Runs the asynchronous body while an asynchronous receiver is connected; a send that is not `await`ed cannot call it.
  @discardableResult @_disfavoredOverload
  public func connected<R>(
    to receiver: @escaping @Sendable (SignalSender?, Payload) async throws -> Void, from sender: SignalSender? = nil,
    isolation: isolated (any Actor)? = #isolation, during body: () async throws -> R
  ) async throws -> R {
    let connection = try connectAsync(named: "connected(to:)", from: sender, receiver)
    defer { connection.disconnect() }
    return try await body()
  }

  /// Runs the asynchronous body while an asynchronous receiver is connected that wants nothing but the payload.
  @discardableResult @_disfavoredOverload
  public func connected<R>(
    to receiver: @escaping @Sendable (Payload) async throws -> Void, from sender: SignalSender? = nil,
    isolation: isolated (any Actor)? = #isolation, during body: () async throws -> R
  ) async throws -> R {
    let connection = try connectAsync(named: "connected(to:)", from: sender, receiver)
    defer { connection.disconnect() }
    return try await body()
  }

  /// Runs the body and returns what was sent meanwhile, in order: for tests.
  ///
  /// ```swift
  /// let sent = try Signals.serverDetailsChanged.recording { try server.rename("b") }
  /// ```
  /// - Parameters:
  ///   - sender: The only sender whose signals are wanted; by default any.
  ///   - body: What runs meanwhile.
  /// - Returns: Sender and payload of each signal.
  /// - Throws: What the body throws, or ``SignalError`` if the signal cannot be connected to.
  public func recording(from sender: SignalSender? = nil, _ body: () throws -> Void) throws -> [SentSignal<Payload>] {
    let recorder = SignalRecorder<Payload>()
    try connected(to: recorder.take, from: sender, during: body)
    return recorder.sent
  }

  /// Runs the asynchronous body and returns what was sent meanwhile, in order: for tests.
  ///
  /// - Parameters:
  ///   - sender: The only sender whose signals are wanted; by default any.
  ///   - isolation: The actor on which the body runs; that of the caller by default.
  ///   - body: What runs meanwhile.
  /// - Returns: Sender and payload of each signal.
  /// - Throws: What the body throws, or ``SignalError`` if the signal cannot be connected to.
  public func recording(
    from sender: SignalSender? = nil, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Void
  ) async throws -> [SentSignal<Payload>] {
    let recorder = SignalRecorder<Payload>()
    try await connected(to: recorder.take, from: sender, during: body)
    return recorder.sent
  }
}
