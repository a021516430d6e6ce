import ExhibitSupport

/// What a session has to know about tests that are quiet; the tests themselves are in its plan.
struct QuietTests: ~Copyable, Sendable {
  /// The plugins that act on quiet tests without hooks.
  struct Plugins: Sendable {
    var log: LogPlugin?
    var output: OutputPlugin?
  }

  /// The revision of the engine for which the plan does what its hooks would; -1 if it does not.
  let revision = AtomicNumber(-1)
  let plugins = Locked(Plugins())
}
