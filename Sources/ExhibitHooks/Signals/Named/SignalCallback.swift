import ExhibitSupport

/// A callback that was registered for the name of a signal; what `unregister` takes.
public final class SignalCallback: Sendable {
  enum Body: Sendable {
    case synchronous(@Sendable (SignalArguments) throws -> Void)
    case asynchronous(@Sendable (SignalArguments) async throws -> Void)
  }

  private struct Registration {
    let bound: SignalArguments
    let body: Body
    var connection: SignalConnection?
  }

  /// The name for which it is registered.
  public let signalName: String

  /// Its name in outcomes and reports.
  let receiverName: String

  /// Of all its connections: it moves from a stand-in to the signal when the name is declared.
  let terms: ReceiverTerms

  /// Whether only a fire that waits can call it.
  let isAsynchronous: Bool

  /// `nil` when it has been unregistered: what it captured is let go then, whoever keeps this object.
  private let registration: Locked<Registration?>

  init(_ signalName: String, _ receiverName: String, from sender: SignalSender?, bound: SignalArguments, _ body: Body) {
    self.signalName = signalName
    self.receiverName = receiverName
    terms = ReceiverTerms(from: sender, whileAlive: NoOwner.none)
    if case .asynchronous = body { isAsynchronous = true } else { isAsynchronous = false }
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

  func call(_ fired: SignalArguments, from sender: SignalSender?) throws {
    guard let registration = registration.withLock({ $0 }), case .synchronous(let body) = registration.body else {
      return
    }
    try body(registration.bound.appending(fired, from: sender))
  }

  func callAsync(_ fired: SignalArguments, from sender: SignalSender?) async throws {
    guard let registration = registration.withLock({ $0 }), case .asynchronous(let body) = registration.body else {
      return
    }
    try await body(registration.bound.appending(fired, from: sender))
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
