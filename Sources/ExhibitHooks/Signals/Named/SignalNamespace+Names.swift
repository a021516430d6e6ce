extension SignalNamespace {
  /// Registers a callback for a signal by its name.
  ///
  /// The name may be declared later. A callback registered twice is called twice.
  ///
  /// - Parameters:
  ///   - name: The signal's name.
  ///   - arguments: Arguments that the callback gets each time, before those of the fire.
  ///   - file: The file that names the callback in outcomes and reports.
  ///   - line: The line there.
  ///   - callback: What is called, with all arguments; of a typed signal the payload is the one argument of the fire.
  /// - Returns: The callback as it is registered; keep it to unregister it.
  @discardableResult
  public func register(
    _ name: String, with arguments: SignalArguments = [], file: StaticString = #fileID, line: Int = #line,
    _ callback: @escaping @Sendable (SignalArguments) throws -> Void
  ) -> SignalCallback {
    let callback = SignalCallback(signalName: name, receiverName: "\(file):\(line)", bound: arguments, body: callback)
    add(callback)
    return callback
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
  ///   - arguments: Arguments for the callbacks. A typed signal takes its payload from them: none for `Void`, else one.
  ///   - sender: Who fires.
  /// - Returns: Every receiver's outcome.
  @discardableResult
  public func fire(_ name: String, _ arguments: SignalArguments = [], from sender: SignalSender? = nil) -> SendResult {
    reportIfUndeclared(name)
    guard let core = erasedCore(name) else { return SendResult() }
    let result = core.fire(arguments, from: sender)
    SignalReports.reportFailures(of: result, signal: name)
    return result
  }
}
