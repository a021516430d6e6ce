extension Signal {
  /// Whether a send would do nothing: nobody is connected, and nothing is wrong with the signal.
  package var isIdle: Bool { !core.gate.isOccupied && conflict == nil }

  /// Sends the signal: calls its receivers one after the other on this thread.
  ///
  /// - Parameters:
  ///   - payload: What the receivers get.
  ///   - sender: Who sends. Without one only receivers of any sender are called.
  /// - Returns: Every receiver's outcome; a receiver that threw did not stop the others.
  @inlinable @discardableResult
  public func send(_ payload: Payload, from sender: SignalSender? = nil) -> SendResult {
    if let conflict { return .refused(conflict, signal: name) }
    return core.send(payload, from: sender)
  }

  /// Sends the signal from an object.
  ///
  /// - Parameters:
  ///   - payload: What the receivers get.
  ///   - sender: The object that sends.
  /// - Returns: Every receiver's outcome; a receiver that threw did not stop the others.
  @inlinable @discardableResult
  public func send(_ payload: Payload, from sender: some AnyObject) -> SendResult {
    send(payload, from: SignalSender(sender))
  }

  /// Sends the signal from a value.
  ///
  /// - Parameters:
  ///   - payload: What the receivers get.
  ///   - sender: The value that sends; `nil` is no sender.
  /// - Returns: Every receiver's outcome; a receiver that threw did not stop the others.
  @inlinable @discardableResult @_disfavoredOverload
  public func send(_ payload: Payload, from sender: some Hashable & Sendable) -> SendResult {
    send(payload, from: .value(sender))
  }

  /// Sends the signal and waits for its asynchronous receivers too.
  ///
  /// - Parameters:
  ///   - payload: What the receivers get.
  ///   - sender: Who sends. Without one only receivers of any sender are called.
  ///   - concurrently: Whether the receivers run at the same time; the outcomes are in order all the same. The turn of
  ///     all has come then when the send begins: who is disconnected after that may still be called.
  ///   - isolation: The actor on which receivers that are not asynchronous run, unless all run concurrently; that of
  ///     the caller by default.
  /// - Returns: Every receiver's outcome; a receiver that threw did not stop the others.
  @discardableResult
  public func sendAsync(
    _ payload: Payload, from sender: SignalSender? = nil, concurrently: Bool = false,
    isolation: isolated (any Actor)? = #isolation
  ) async -> SendResult {
    if let conflict { return .refused(conflict, signal: name) }
    return await core.sendAsync(payload, from: sender, concurrently: concurrently, isolation: isolation)
  }

  /// Sends the signal from an object, and waits for its asynchronous receivers too.
  @discardableResult
  public func sendAsync(
    _ payload: Payload, from sender: some AnyObject, concurrently: Bool = false,
    isolation: isolated (any Actor)? = #isolation
  ) async -> SendResult {
    await sendAsync(payload, from: SignalSender(sender), concurrently: concurrently)
  }

  /// Sends the signal from a value, and waits for its asynchronous receivers too.
  @discardableResult @_disfavoredOverload
  public func sendAsync(
    _ payload: Payload, from sender: some Hashable & Sendable, concurrently: Bool = false,
    isolation: isolated (any Actor)? = #isolation
  ) async -> SendResult {
    await sendAsync(payload, from: .value(sender), concurrently: concurrently)
  }
}

extension Signal where Payload == Void {
  /// Sends a signal that has nothing to carry.
  @inlinable @discardableResult
  public func send(from sender: SignalSender? = nil) -> SendResult { send((), from: sender) }

  /// Sends a signal that has nothing to carry from an object.
  @inlinable @discardableResult
  public func send(from sender: some AnyObject) -> SendResult { send((), from: sender) }

  /// Sends a signal that has nothing to carry from a value.
  @inlinable @discardableResult @_disfavoredOverload
  public func send(from sender: some Hashable & Sendable) -> SendResult {
    send((), from: .value(sender))
  }

  /// Sends a signal that has nothing to carry, and waits for its asynchronous receivers too.
  @discardableResult
  public func sendAsync(
    from sender: SignalSender? = nil, concurrently: Bool = false, isolation: isolated (any Actor)? = #isolation
  ) async -> SendResult {
    await sendAsync((), from: sender, concurrently: concurrently, isolation: isolation)
  }

  /// Sends a signal that has nothing to carry from an object, and waits for its asynchronous receivers too.
  @discardableResult
  public func sendAsync(
    from sender: some AnyObject, concurrently: Bool = false, isolation: isolated (any Actor)? = #isolation
  ) async -> SendResult {
    await sendAsync((), from: SignalSender(sender), concurrently: concurrently)
  }

  /// Sends a signal that has nothing to carry from a value, and waits for its asynchronous receivers too.
  @discardableResult @_disfavoredOverload
  public func sendAsync(
    from sender: some Hashable & Sendable, concurrently: Bool = false, isolation: isolated (any Actor)? = #isolation
  ) async -> SendResult {
    await sendAsync((), from: .value(sender), concurrently: concurrently)
  }
}
