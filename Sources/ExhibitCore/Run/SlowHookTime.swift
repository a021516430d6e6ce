import ExhibitRecord

/// How long a hook may run before it is named.
struct SlowHookTime {
  /// The seconds.
  let seconds: Double

  /// How often somebody looks, in seconds.
  var interval: Double { seconds / 4 }

  /// The same as a duration.
  var limit: Duration { .milliseconds(Int(seconds * 1000)) }

  /// How long the hooks in the background may go on when the tests are over.
  var drainLimit: Duration { limit * 3 }

  /// Reads `EXHIBIT_SLOW_HOOK`; what is no number of seconds counts as the default.
  init(environment: EnvironmentVariables) {
    let wanted = environment["EXHIBIT_SLOW_HOOK"].flatMap(Double.init) ?? 0
    seconds = wanted >= 0.01 && wanted < 1e6 ? wanted : 10
  }
}
