public import ExhibitHooks

/// A signal that makes a detail stale.
///
/// Sent by an appliance it means the details of appliances with that id; sent by nobody, or by something that is not an
/// appliance, it means all.
public struct StaleSignal: Sendable {
  let name: String
  let connect: @Sendable (_ owner: AnyObject, _ receiver: @escaping @Sendable (SignalSender?) -> Void) throws -> Void
  let isRunWide: @Sendable () -> Bool

  /// Any signal, whatever it carries.
  public init<Payload>(_ signal: Signal<Payload>) {
    name = signal.name
    connect = { owner, receiver in
      try signal.connect(named: "invalidation", whileAlive: owner) { sender, _ in receiver(sender) }
    }
    isRunWide = { signal.isRunWide }
  }

  /// Any signal, whatever it carries, for use behind a leading dot.
  public static func signal<Payload>(_ signal: Signal<Payload>) -> StaleSignal { StaleSignal(signal) }

  /// The main details of a server have changed; see `Signals.serverDetailsChanged`.
  public static var serverDetailsChanged: StaleSignal { StaleSignal(Signals.serverDetailsChanged.runWide()) }

  /// The main configuration of a server has changed; see `Signals.serverConfigChanged`.
  public static var serverConfigChanged: StaleSignal { StaleSignal(Signals.serverConfigChanged.runWide()) }
}
