import ExhibitSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where signals report what would otherwise be lost: the diagnostic log.
///
/// By default that is standard error. While tests run it is Exhibit's own, which says each thing once and keeps it in
/// the record.
public enum SignalReports: Sendable {
  /// A type of its own, see `SignalNamespace`.
  private struct Handler: Sendable {
    var report: (@Sendable (String) -> Void)?
  }

  private static let handler = Locked(Handler())

  /// Sends the reports elsewhere.
  ///
  /// - Parameter newHandler: Called with each report, or `nil` for standard error.
  public static func setHandler(_ newHandler: (@Sendable (String) -> Void)?) {
    // The one before is let go outside of the lock: with it may end what reports at its end.
    _ = handler.withLock { handler in
      defer { handler.report = newHandler }
      return handler
    }
  }

  /// Reports the receivers that failed, where nobody else looks at the result.
  package static func reportFailures(of result: SendResult, signal: String) {
    for failure in result.failures {
      switch failure.error {
      case nil: break
      // The send itself has reported it.
      case let error as SignalError where error.code == .asynchronousReceiver: break
      case let error as SignalError: report(error.message)
      case let error?: report("receiver '\(failure.receiver)' of signal '\(signal)' failed: \(ErrorText.of(error))")
      }
    }
  }

  /// Reports what is wrong with a signal.
  package static func report(_ message: String) {
    if let report = handler.withLock({ $0 }).report { return report(message) }
    let line = Array("exhibit: \(message.printable)\n".utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
