/// Arguments of a signal that is fired by its name: some in order, some with names.
public struct SignalArguments: Sendable, ExpressibleByArrayLiteral {
  /// The arguments in order: those bound at registration, then those of the fire.
  public var positional: [any Sendable]

  /// The arguments with names; one of the fire wins over a bound one.
  public var named: [String: any Sendable]

  /// Who fired or sent the signal, if a callback got these.
  public internal(set) var sender: SignalSender?

  /// Creates arguments.
  public init(_ positional: [any Sendable] = [], named: [String: any Sendable] = [:]) {
    self.positional = positional
    self.named = named
  }

  /// Creates arguments in order from a literal.
  public init(arrayLiteral elements: any Sendable...) {
    self.init(elements)
  }

  /// The argument with a name, if it is of this type.
  public subscript<Value>(name: String, as type: Value.Type = Value.self) -> Value? {
    named[name] as? Value
  }

  /// The argument at a place, if there is one and it is of this type.
  public subscript<Value>(index: Int, as type: Value.Type = Value.self) -> Value? {
    positional.indices.contains(index) ? positional[index] as? Value : nil
  }

  /// These arguments followed by others.
  func appending(_ other: SignalArguments, from sender: SignalSender?) -> SignalArguments {
    var all = SignalArguments(positional + other.positional, named: named.merging(other.named) { _, new in new })
    all.sender = sender
    return all
  }
}
