/// Values by names: a dictionary for what a process needs at its start.
///
/// Where a dictionary by strings is used as such, code that is not optimised asks the runtime for its type, and the
/// runtime searches the conformances of all libraries for how strings are hashed: a quarter of a millisecond. Inside of
/// a generic type the compiler says it. It is public for the reason that ``Locked`` is.
public struct NameTable<Value> {
  // Not `[:]`, which makes a list of pairs first, and a type for that at its first use.
  @usableFromInline var values: [String: Value] = Dictionary()

  /// Creates an empty table.
  @inlinable
  public init() {}

  /// The value of a name, if there is one.
  @inlinable
  public subscript(name: String) -> Value? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// Whether there is none.
  @inlinable
  public var isEmpty: Bool { values.isEmpty }

  /// How many there are.
  @inlinable
  public var count: Int { values.count }

  /// The names of the values that a condition holds for, in no order.
  @inlinable
  public func names(where condition: (Value) -> Bool = { _ in true }) -> [String] {
    var names: [String] = []
    for (name, value) in values where condition(value) { names.append(name) }
    return names
  }
}

extension NameTable: Sendable where Value: Sendable {}
