import ExhibitSupport

/// A signal whose receivers add to a value.
///
/// Each gets the value as the one before left it. One that throws leaves it as it was, and stops nobody.
public struct CollectingSignal<Value: Sendable>: Sendable {
  /// What a receiver does to the value.
  public typealias Receiver = @Sendable (_ sender: SignalSender?, _ value: inout Value) throws -> Void

  /// What an asynchronous receiver does to the value.
  public typealias AsyncReceiver = @Sendable (_ sender: SignalSender?, _ value: inout Value) async throws -> Void

  private let signal: Signal<Collection>

  /// The value on its way through the receivers, each of which works on a copy: it may send signals itself.
  private final class Collection: Sendable {
    private let current: Locked<Value>

    var value: Value { current.withLock { $0 } }

    init(_ value: Value) { current = Locked(value) }

    func replace(by value: Value) {
      // What was there is let go outside of the lock.
      _ = current.withLock { current in
        defer { current = value }
        return current
      }
    }
  }

  /// Declares a collecting signal.
  ///
  /// - Parameters:
  ///   - name: Its name, unique in the namespace.
  ///   - documentation: What is collected, in a sentence.
  ///   - namespace: Where the name counts.
  public init(_ name: String, _ documentation: String = "", in namespace: SignalNamespace = .default) {
    signal = Signal(name, documentation, in: namespace)
  }

  /// The name.
  public var name: String { signal.name }

  /// Connects a receiver.
  ///
  /// - Parameters:
  ///   - name: The receiver's name in outcomes and reports; by default file and line.
  ///   - sender: The only sender for which it adds something; by default any.
  ///   - owner: An object that is held weakly; its death ends the connection without a trace. By default there is none.
  ///   - file: The file that names the receiver.
  ///   - line: The line that names the receiver.
  ///   - receiver: Changes the value.
  /// - Returns: The connection, which lasts until it is disconnected.
  /// - Throws: ``SignalError`` if the name of the signal belongs to one with another type.
  @discardableResult
  public func connect(
    named name: String? = nil, from sender: SignalSender? = nil, whileAlive owner: AnyObject = NoOwner.none,
    file: StaticString = #fileID, line: Int = #line, _ receiver: @escaping Receiver
  ) throws -> SignalConnection {
    try signal.connect(named: name, from: sender, whileAlive: owner, file: file, line: line) { sender, collection in
      var value = collection.value
      try receiver(sender, &value)
      collection.replace(by: value)
    }
  }

  /// Connects an asynchronous receiver, which ``collectAsync(_:from:isolation:)`` waits for.
  ///
  /// A synchronous `collect` cannot wait: for this receiver its outcome is an error, which is reported too.
  ///
  /// - Parameters:
  ///   - name: The receiver's name in outcomes and reports; by default file and line.
  ///   - sender: The only sender for which it adds something; by default any.
  ///   - owner: An object that is held weakly; its death ends the connection without a trace. By default there is none.
  ///   - file: The file that names the receiver.
  ///   - line: The line that names the receiver.
  ///   - receiver: Changes the value.
  /// - Returns: The connection, which lasts until it is disconnected.
  /// - Throws: ``SignalError`` if the name of the signal belongs to one with another type.
  @discardableResult
  public func connectAsync(
    named name: String? = nil, from sender: SignalSender? = nil, whileAlive owner: AnyObject = NoOwner.none,
    file: StaticString = #fileID, line: Int = #line, _ receiver: @escaping AsyncReceiver
  ) throws -> SignalConnection {
    try signal.connectAsync(named: name, from: sender, whileAlive: owner, file: file, line: line) {
      sender, collection in
      var value = collection.value
      try await receiver(sender, &value)
      collection.replace(by: value)
    }
  }

  /// Sends a value through the receivers, in order of connection.
  ///
  /// - Parameters:
  ///   - value: Where they begin.
  ///   - sender: For whom it is collected.
  /// - Returns: What the last receiver left, and every receiver's outcome.
  public func collect(_ value: Value, from sender: SignalSender? = nil) -> (value: Value, result: SendResult) {
    let collection = Collection(value)
    let result = signal.send(collection, from: sender)
    return (collection.value, result)
  }

  /// Sends a value through the receivers, in order of connection, and waits for each.
  ///
  /// - Parameters:
  ///   - value: Where they begin.
  ///   - sender: For whom it is collected.
  ///   - isolation: The actor on which receivers that are not asynchronous run; that of the caller by default.
  /// - Returns: What the last receiver left, and every receiver's outcome.
  public func collectAsync(
    _ value: Value, from sender: SignalSender? = nil, isolation: isolated (any Actor)? = #isolation
  ) async -> (value: Value, result: SendResult) {
    let collection = Collection(value)
    let result = await signal.sendAsync(collection, from: sender, isolation: isolation)
    return (collection.value, result)
  }
}
