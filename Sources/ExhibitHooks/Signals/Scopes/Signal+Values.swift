extension Signal {
  /// The payloads of the signal as they are sent, from this call on.
  ///
  /// The sequence is a receiver until its consumer's task ends or lets go of it. There is no unbounded buffer: memory
  /// must not depend on how slow a consumer is.
  ///
  /// - Parameters:
  ///   - sender: The only sender whose signals are wanted; by default any.
  ///   - buffering: What is kept for a slow consumer.
  /// - Returns: The sequence, which never ends by itself.
  /// - Throws: ``SignalError`` if the name of the signal belongs to one with another payload type.
  public func values(
    from sender: SignalSender? = nil, buffering: SignalBuffering = .newest(256)
  ) throws -> AsyncStream<Payload> {
    let policy: AsyncStream<Payload>.Continuation.BufferingPolicy =
      switch buffering.kind {
      case .newest: .bufferingNewest(buffering.count)
      case .oldest: .bufferingOldest(buffering.count)
      }
    let (stream, continuation) = AsyncStream.makeStream(of: Payload.self, bufferingPolicy: policy)
    let connection = try connect(named: "values()", from: sender) { continuation.yield($0) }
    continuation.onTermination = { _ in connection.disconnect() }
    return stream
  }
}
