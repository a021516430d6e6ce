/// The signals that Exhibit declares for everybody.
///
/// Those about a run and its tests are declared where they are sent, in ExhibitCore.
public enum Signals: Sendable {
  /// The main details of a server have changed: its name, its zone or its region.
  ///
  /// The sender is the appliance; without one every appliance is meant.
  public static let serverDetailsChanged = serverDetailsChanged(in: .default)

  /// The main configuration of a server has changed.
  ///
  /// The sender is the appliance; without one every appliance is meant.
  public static let serverConfigChanged = serverConfigChanged(in: .default)

  /// Declares them, so that a name is known before anybody has used its constant.
  static func declare(in namespace: SignalNamespace) {
    _ = (serverDetailsChanged(in: namespace), serverConfigChanged(in: namespace))
  }

  private static func serverDetailsChanged(in namespace: SignalNamespace) -> Signal<Void> {
    Signal(
      "server_details_changed", "The main details of a server have changed: its name, its zone or its region.",
      in: namespace)
  }

  private static func serverConfigChanged(in namespace: SignalNamespace) -> Signal<Void> {
    Signal("server_config_changed", "The main configuration of a server has changed.", in: namespace)
  }
}
