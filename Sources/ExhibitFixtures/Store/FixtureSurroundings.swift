/// What the store of a run gets from whoever watches the run.
package struct FixtureSurroundings: Sendable {
  /// Where processes of the run meet, made when it is first needed; without one each is alone.
  package var directory: String?

  /// Called when this process was the first to need the directory.
  package var didMakeDirectory: @Sendable () -> Void = {}

  /// Turns values into bytes for other processes.
  package var coding: (any FixtureCoding)?

  /// The test that is running, its class, or the run; `nil` if there is none.
  package var scopeName: @Sendable (FixtureScope) -> String? = { _ in nil }

  /// Takes evidence.
  package var report: @Sendable (FixtureReport) -> Void = { _ in }

  /// Says that something is wrong, each thing once.
  package var say: @Sendable (String) -> Void = { _ in }

  /// Takes secrets out of a text.
  package var redact: @Sendable (String) -> String = { $0 }

  /// Where it is noted what is to be deleted again.
  package var ledger: (any ResourceLedger)?

  /// Blocks this thread until an asynchronous closure has ended.
  package var wait: @Sendable (@escaping @Sendable () async -> Void) -> Void = { body in
    let latch = Latch()
    Task {
      await body()
      latch.open()
    }
    latch.wait()
  }

  package init() {}
}
