import ExhibitRecord

/// An environment variable that holds a number of seconds.
struct SecondsVariable {
  let name: String
  /// What counts if it is not set, or cannot be used.
  let standard: Double
  /// The least that it may hold.
  let least: Double

  /// After how long a test that does not end is taken for one that hangs.
  static let testTimeout = SecondsVariable(name: "EXHIBIT_TEST_TIMEOUT", standard: 300, least: 0.001)

  /// How long a hook may run before it is named.
  static let slowHook = SecondsVariable(name: "EXHIBIT_SLOW_HOOK", standard: 10, least: 0.01)

  /// The seconds that count.
  func seconds(in environment: EnvironmentVariables) -> Double {
    if let text = environment[name], let seconds = usable(text) { return seconds }
    return standard
  }

  /// What is wrong with the value, if it cannot be used.
  ///
  /// A warning: it has nothing to do with what is kept, so old runs are removed as ever.
  func mistake(in environment: EnvironmentVariables) -> ConfigurationDiagnostic? {
    guard let text = environment[name], usable(text) == nil else { return nil }
    return ConfigurationDiagnostic(
      "\(DiagnosticText.quoted(text)) is no number of seconds from \(Self.short(least)) to 999999", severity: .warning,
      file: name, suggestion: "\(Self.short(standard)) counts instead")
  }

  private func usable(_ text: String) -> Double? {
    guard let seconds = Double(text), seconds >= least, seconds < 1e6 else { return nil }
    return seconds
  }

  private static func short(_ seconds: Double) -> String {
    Int(exactly: seconds).map(String.init) ?? String(seconds)
  }
}
