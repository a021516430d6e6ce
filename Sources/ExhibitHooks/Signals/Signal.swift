/// A named notification: whoever sends it need not know who receives it.
///
/// ```swift
/// let renamed = Signal<String>("server_renamed", "A server has a new name.")
/// let connection = try renamed.connect { name in print(name) }
/// renamed.send("b")
/// connection.disconnect()
/// ```
/// Two signals of one name in one namespace are the same signal. Receivers run in order of connection and do not change
/// the payload; one that throws does not stop the others. All of it may be done from any thread, also from inside of a
/// receiver: a send works on the receivers that were there when it began, less those that were disconnected before
/// their turn.
///
/// A receiver that sends the signal that it receives is called again, inside of itself and without limit: one that always
/// does must do so inside of ``muted(_:)``.
public struct Signal<Payload: Sendable>: Sendable {
  @usableFromInline let core: SignalCore<Payload>
  /// Why the signal cannot be used, if its name belongs to another one.
  @usableFromInline let conflict: SignalError?

  /// Declares a signal.
  ///
  /// - Parameters:
  ///   - name: Its name, unique in the namespace.
  ///   - documentation: What it means, in a sentence; the first declaration of a name that says so does for all.
  ///   - namespace: Where the name counts. When a signal with another payload type has the name there, the declaration
  ///     is reported, connecting to it throws, and the result of a send says that nobody could be called.
  public init(_ name: String, _ documentation: String = "", in namespace: SignalNamespace = .default) {
    switch namespace.core(name, documentation: documentation, payload: Payload.self) {
    case .success(let core): (self.core, conflict) = (core, nil)
    case .failure(let error):
      (core, conflict) = (SignalCore(name: name, documentation: documentation), error)
      SignalReports.report(error.message)
    }
  }

  init(core: SignalCore<Payload>) {
    self.core = core
    conflict = nil
  }

  /// The name.
  public var name: String { core.name }

  /// What the signal means.
  public var documentation: String { core.documentation }

  /// Whether anybody would receive the signal from some sender.
  public var hasReceivers: Bool {
    core.snapshot.entries.contains { $0.terms.isActive && $0.terms.isAlive }
  }

  /// Whether anybody would receive the signal from this sender.
  ///
  /// - Parameter sender: The sender, or `nil` for a signal without one.
  /// - Returns: Whether there is such a receiver.
  public func hasReceivers(for sender: SignalSender?) -> Bool {
    !core.snapshot.entries(for: sender).isEmpty
  }

  /// Lists those who would receive the signal from this sender.
  ///
  /// - Parameter sender: The sender, or `nil` for a signal without one.
  /// - Returns: Their names, in order of connection.
  public func receivers(for sender: SignalSender?) -> [String] {
    core.snapshot.entries(for: sender).map(\.name)
  }

  /// Sent after a receiver was connected.
  public var receiverConnected: Signal<ReceiverChange> {
    Signal<ReceiverChange>(core: core.meta.core(.connected, of: name))
  }

  /// Sent after a receiver was disconnected by a call; the death of an owner sends nothing.
  public var receiverDisconnected: Signal<ReceiverChange> {
    Signal<ReceiverChange>(core: core.meta.core(.disconnected, of: name))
  }
}
