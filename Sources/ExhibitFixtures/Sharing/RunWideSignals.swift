public import ExhibitHooks

extension Signal {
  /// Makes the signal one that is heard in all processes of a run: whatever becomes stale by it is stale in each of them,
  /// before the next read there.
  ///
  /// Say so where the signal is declared, because it has to be known to the process that sends it. Receivers are called in
  /// the process that sends only.
  ///
  /// ```swift
  /// static let userListChanged = Signal<Void>("user_list_changed").runWide()
  /// ```
  /// - Returns: The signal.
  @discardableResult
  public func runWide() -> Signal {
    RunWideSignals.connect(self)
    return self
  }

  /// Whether it is heard in all processes of a run.
  package var isRunWide: Bool { receivers(for: nil).contains(RunWideSignals.receiverName) }
}

/// The signals that are heard in all processes of a run.
package enum RunWideSignals: Sendable {
  static let receiverName = "invalidation in all processes of the run"

  /// Makes the signals so that come with Exhibit, at the latest when somebody uses one.
  package static func declare() {
    SignalNamespace.declareInDefault { namespace in
      connect(Signal<Void>("server_details_changed", in: namespace))
      connect(Signal<Void>("server_config_changed", in: namespace))
    }
  }

  static func connect<Payload>(_ signal: Signal<Payload>) {
    guard !signal.isRunWide else { return }
    let name = signal.name
    do {
      try signal.connect(named: receiverName) { sender, _ in
        if let counters = FixtureStore.current?.sharedGenerations {
          SignalTarget(sender).advance(counters, signal: name)
        }
      }
    } catch {
      SignalReports.report("\(error)")
    }
  }
}
