/// Where below the artifact root the directories of tests are.
package enum TestLayout: String, Sendable, CaseIterable {
  /// In the run's directory: `runs/<run id>/tests/<Module>/<Class>/<method>/`.
  case run
  /// Those of one test side by side: `tests/<Module>/<Class>/<method>/<run id>/`.
  case test
  /// Those of the last run only: `tests/<Module>/<Class>/<method>/`.
  case none
}
