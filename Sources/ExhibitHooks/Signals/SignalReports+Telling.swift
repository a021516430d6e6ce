extension SignalReports {
  /// Reports what a part of Exhibit has found wrong with a signal.
  package static func tell(_ message: String) { report(message) }
}
