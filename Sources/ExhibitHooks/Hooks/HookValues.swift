/// Named values: what an event carries, or an update to it.
///
/// A handful of values is the usual case, so they are kept in a list, in order of their first setting; that is faster
/// than a dictionary up to some twenty of them, in debug builds above all.
public struct HookValues: Sendable, ExpressibleByDictionaryLiteral {
  @usableFromInline
  struct Entry: Sendable {
    @usableFromInline let name: String
    @usableFromInline var value: any Sendable

    @inlinable
    init(name: String, value: any Sendable) {
      self.name = name
      self.value = value
    }
  }

  @usableFromInline var entries: [Entry] = []

  /// Creates an empty set of values.
  public init() {}

  /// Creates values from a literal, as in `["test_name": "testRename"]`; of a name that stands twice the last counts.
  ///
  /// Inlined, so that no list of pairs is made first where the compiler can do without.
  @inlinable
  public init(dictionaryLiteral elements: (String, any Sendable)...) {
    entries.reserveCapacity(elements.count)
    for (name, value) in elements {
      if entries.isEmpty || index(of: name) == nil {
        entries.append(Entry(name: name, value: value))
      } else {
        set(name, to: value)
      }
    }
  }

  /// Creates values whose names differ.
  package init(distinct elements: (String, any Sendable)...) {
    entries.reserveCapacity(elements.count + 4)
    for (name, value) in elements { entries.append(Entry(name: name, value: value)) }
  }

  /// Whether there is no value.
  public var isEmpty: Bool { entries.isEmpty }

  /// The names, in order of their first setting.
  public var names: [String] { entries.map(\.name) }

  /// The value of a key, or `nil` if there is none or it has another type.
  public subscript<Value>(key: ValueKey<Value>) -> Value? {
    get { index(of: key.name).flatMap { value(at: $0, as: Value.self) } }
    set { self[named: key.name] = newValue }
  }

  /// The value of a name, whatever its type.
  public subscript(named name: String) -> (any Sendable)? {
    get {
      index(of: name).map { entries[$0].value }
    }
    set {
      if let newValue {
        set(name, to: newValue)
      } else if let index = index(of: name) {
        entries.remove(at: index)
      }
    }
  }

  @usableFromInline
  mutating func set(_ name: String, to value: any Sendable) {
    if let index = index(of: name) {
      entries[index].value = value
    } else {
      entries.append(Entry(name: name, value: value))
    }
  }

  @usableFromInline
  func index(of name: String) -> Int? {
    // In place: an entry that is taken out is copied, its value too.
    entries.withUnsafeBufferPointer { entries in
      var index = 0
      while index < entries.count {
        if entries[index].name == name { return index }
        index += 1
      }
      return nil
    }
  }

  /// The value at a place, if it is of a type: at once if it is of that very type, since a cast looks for much more.
  @inlinable
  func value<Value>(at index: Int, as type: Value.Type) -> Value? {
    @inline(__always)
    func cast<Found>(_ found: Found) -> Value? {
      Found.self == Value.self ? unsafeBitCast(found, to: Value.self) : found as? Value
    }
    return cast(entries[index].value)
  }

  /// Takes in an update: dictionaries merge recursively, lists are concatenated, everything else is replaced.
  ///
  /// Only values of one type merge: a `[String: Int]` takes the place of a `[String: String]`, and so does one inside of a
  /// dictionary. Where the types of what hooks add may differ, use `[String: any Sendable]`.
  public mutating func merge(_ update: HookValues) {
    if entries.isEmpty {
      entries = update.entries
      return
    }
    for entry in update.entries {
      if let index = index(of: entry.name) {
        entries[index].value = mergedHookValue(entries[index].value, with: entry.value)
      } else {
        entries.append(entry)
      }
    }
  }
}
