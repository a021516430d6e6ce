import ExhibitSupport

/// A signal whose receivers add to a value.
///
/// Each gets the value as the one before left it. One that throws leaves it as it was, and stops nobody.
public struct CollectingSignal<Value: Sendable>: Sendable {
  /// What a receiver does to the value.
  public typealias Receiver = @Sendable (_ sender: SignalSender?, _ value: inout Value) throws -> Void

  private let signal: Signal<Collection>

  /// The value on its way through the receivers.
  private final class Collection: Sendable {
    let value: Locked<Value>
    init(_ value: Value) { self.value = Locked(value) }
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
  ///   - file: The file that names the receiver.
  ///   - line: The line that names the receiver.
  ///   - receiver: Changes the value.
  /// - Returns: The connection, which lasts until it is disconnected.
  /// - Throws: ``SignalError`` if the name of the signal belongs to one with another type.
  @discardableResult
  public func connect(
    named name: String? = nil, from sender: SignalSender? = nil, file: StaticString = #fileID, line: Int = #line,
    _ receiver: @escaping Receiver
  ) throws -> SignalConnection {
    try signal.connect(named: name, from: sender, file: file, line: line) { sender, collection in
      // The receiver works on a copy, outside of the lock: it may send signals itself.
      var value = collection.value.withLock { $0 }
      try receiver(sender, &value)
      let result = value
      collection.value.withLock { $0 = result }
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
    return (collection.value.withLock { $0 }, result)
  }
}
