import ExhibitRecord

/// After how long a test that does not end is taken for one that hangs.
struct TestTimeout {
  /// The seconds.
  let seconds: Double

  /// How often the record hears that a test is still running, in seconds.
  var interval: Double { min(30, max(seconds / 10, 0.05)) }

  /// Reads `EXHIBIT_TEST_TIMEOUT`; what is no number of seconds is named elsewhere, and the default counts.
  init(environment: EnvironmentVariables) {
    seconds = SecondsVariable.testTimeout.seconds(in: environment)
  }
}
