import CExhibitFixtures
import ExhibitHooks

/// Whose details a signal makes stale.
struct SignalTarget: Sendable {
  /// The id of the appliance that sent the signal, or `nil` if something else did, which means all appliances.
  let applianceID: String?
  /// Who sent it, in words.
  let sender: String?

  init(_ sender: SignalSender?) {
    applianceID = (sender?.anyObject as? any Appliance)?.id
    self.sender = applianceID ?? sender.map { "\($0)" }
  }

  func includes(_ id: String) -> Bool { applianceID.map { $0 == id } ?? true }

  /// Tells the other processes.
  func advance(_ counters: SharedGenerations, signal: String) {
    exhibit_generation_advance(Self.generation(of: signal, from: applianceID, in: counters))
  }

  /// What counts how often an appliance has sent a signal, or something else.
  static func generation(
    of signal: String, from applianceID: String?, in counters: SharedGenerations
  ) -> exhibit_generation {
    applianceID.map { counters.generation(of: "signal", signal, $0) } ?? counters.generation(of: "signal", signal)
  }
}
