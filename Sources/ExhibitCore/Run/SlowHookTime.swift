import ExhibitRecord

/// How long a hook may run before it is named.
struct SlowHookTime {
  /// The seconds.
  let seconds: Double

  /// How often somebody looks, in seconds: a hook is named as much later than it should be.
  var interval: Double { seconds / 20 }

  /// The same as a duration.
  var limit: Duration { .milliseconds(Int(seconds * 1000)) }

  /// How long the hooks in the background may go on when the tests are over.
  var drainLimit: Duration { limit * 3 }

  /// Reads `EXHIBIT_SLOW_HOOK`; what is no number of seconds is named elsewhere, and the default counts.
  init(environment: EnvironmentVariables) {
    seconds = SecondsVariable.slowHook.seconds(in: environment)
  }
}
