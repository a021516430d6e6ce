import ExhibitSupport

/// A callback that was registered for the name of a signal; what `unregister` takes.
public final class SignalCallback: Sendable {
  /// The name for which it is registered.
  public let signalName: String

  /// Its name in outcomes and reports.
  let receiverName: String

  private struct Registration {
    let bound: SignalArguments
    let body: @Sendable (SignalArguments) throws -> Void
    var connection: SignalConnection?
  }

  /// `nil` when it has been unregistered: what it captured is let go then, whoever keeps this object.
  private let registration: Locked<Registration?>

  init(
    signalName: String, receiverName: String, bound: SignalArguments,
    body: @escaping @Sendable (SignalArguments) throws -> Void
  ) {
    self.signalName = signalName
    self.receiverName = receiverName
    registration = Locked(Registration(bound: bound, body: body))
  }

  /// Whether it has not been unregistered.
  public var isRegistered: Bool { registration.withLock { $0 != nil } }

  /// Ends the registration; harmless when it has ended.
  public func unregister() {
    let ended = registration.withLock { registration in
      defer { registration = nil }
      return registration
    }
    ended?.connection?.disconnect()
  }

  func call(_ fired: SignalArguments) throws {
    guard let registration = registration.withLock({ $0 }) else { return }
    try registration.body(registration.bound.appending(fired))
  }

  /// Takes the connection to the signal that has the name now.
  ///
  /// - Returns: Whether there is still something to connect.
  func use(_ connection: SignalConnection) -> Bool {
    registration.withLock { registration in
      registration?.connection = connection
      return registration != nil
    }
  }
}
