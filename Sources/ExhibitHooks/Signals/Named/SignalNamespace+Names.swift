extension SignalNamespace {
  /// Registers a callback for a signal by its name.
  ///
  /// The name may be declared later. A callback registered twice is called twice.
  ///
  /// - Parameters:
  ///   - name: The signal's name.
  ///   - arguments: Arguments that the callback gets each time, before those of the fire.
  ///   - sender: The only sender whose signals it wants; by default any.
  ///   - file: The file that names the callback in outcomes and reports.
  ///   - line: The line there.
  ///   - callback: What is called, with all arguments and the sender; of a typed signal that was sent, the payload is
  ///     the one argument.
  /// - Returns: The callback as it is registered; keep it to unregister it.
  @discardableResult
  public func register(
    _ name: String, with arguments: SignalArguments = [], from sender: SignalSender? = nil,
    file: StaticString = #fileID, line: Int = #line, _ callback: @escaping @Sendable (SignalArguments) throws -> Void
  ) -> SignalCallback {
    add(SignalCallback(name, "\(file):\(line)", from: sender, bound: arguments, .synchronous(callback)))
  }

  /// Registers an asynchronous callback for a signal by its name, which ``fireAsync(_:_:from:isolation:)`` waits for.
  ///
  /// A synchronous fire cannot wait: for this callback its outcome is an error, which is reported too.
  ///
  /// - Parameters:
  ///   - name: The signal's name.
  ///   - arguments: Arguments that the callback gets each time, before those of the fire.
  ///   - sender: The only sender whose signals it wants; by default any.
  ///   - file: The file that names the callback in outcomes and reports.
  ///   - line: The line there.
  ///   - callback: What is called, with all arguments and the sender.
  /// - Returns: The callback as it is registered; keep it to unregister it.
  @discardableResult
  public func registerAsync(
    _ name: String, with arguments: SignalArguments = [], from sender: SignalSender? = nil,
    file: StaticString = #fileID, line: Int = #line,
    _ callback: @escaping @Sendable (SignalArguments) async throws -> Void
  ) -> SignalCallback {
    add(SignalCallback(name, "\(file):\(line)", from: sender, bound: arguments, .asynchronous(callback)))
  }

  /// Unregisters a callback; harmless when it is not registered.
  public func unregister(_ callback: SignalCallback) {
    callback.unregister()
  }

  /// Fires a signal by its name: calls the callbacks of that name and the receivers of the signal.
  ///
  /// A name that has no receiver is fine. One that nobody declared is reported once, with the nearest declared name.
  /// Failures of receivers are reported too, and in the result.
  ///
  /// - Parameters:
  ///   - name: The signal's name.
  ///   - arguments: Arguments for the callbacks, which get all of them. The receivers of a typed signal get the first as
  ///     their payload, those of a signal without payload none; if the first is not of that type, nobody is called.
  ///   - sender: Who fires.
  /// - Returns: Every receiver's outcome.
  @discardableResult
  public func fire(_ name: String, _ arguments: SignalArguments = [], from sender: SignalSender? = nil) -> SendResult {
    guard let core = core(toFire: name) else { return SendResult() }
    return core.fire(arguments, from: sender).reported(for: name)
  }

  /// Fires a signal by its name, and waits for asynchronous callbacks and receivers too, one after the other.
  ///
  /// - Parameters:
  ///   - name: The signal's name.
  ///   - arguments: Arguments for the callbacks, as in a synchronous fire.
  ///   - sender: Who fires.
  ///   - isolation: The actor on which callbacks that are not asynchronous run; that of the caller by default.
  /// - Returns: Every receiver's outcome.
  @discardableResult
  public func fireAsync(
    _ name: String, _ arguments: SignalArguments = [], from sender: SignalSender? = nil,
    isolation: isolated (any Actor)? = #isolation
  ) async -> SendResult {
    guard let core = core(toFire: name) else { return SendResult() }
    return await core.fireAsync(arguments, from: sender, isolation: isolation).reported(for: name)
  }
}

extension SendResult {
  fileprivate func reported(for name: String) -> SendResult {
    SignalReports.reportFailures(of: self, signal: name)
    return self
  }
}
