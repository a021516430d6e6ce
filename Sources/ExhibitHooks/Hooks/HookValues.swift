/// Named values: what an event carries, or an update to it.
///
/// A handful of values is the usual case, so they are kept in a list, in order of their first setting; that is faster
/// than a dictionary up to some twenty of them, in debug builds above all.
public struct HookValues: Sendable, ExpressibleByDictionaryLiteral {
  private struct Entry: Sendable {
    let name: String
    var value: any Sendable
  }

  private var entries: [Entry] = []

  /// Creates an empty set of values.
  public init() {}

  /// Creates values from a literal, as in `["test_name": "testRename"]`; of a name that stands twice the last counts.
  public init(dictionaryLiteral elements: (String, any Sendable)...) {
    entries.reserveCapacity(elements.count)
    for (name, value) in elements { self[named: name] = value }
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
    get { self[named: key.name] as? Value }
    set { self[named: key.name] = newValue }
  }

  /// The value of a name, whatever its type.
  public subscript(named name: String) -> (any Sendable)? {
    get {
      index(of: name).map { entries[$0].value }
    }
    set {
      switch (index(of: name), newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Entry(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  private func index(of name: String) -> Int? {
    var index = 0
    while index < entries.count {
      if entries[index].name == name { return index }
      index += 1
    }
    return nil
  }

  /// Takes in an update: dictionaries merge recursively, lists are concatenated, everything else is replaced.
  public mutating func merge(_ update: HookValues) {
    if entries.isEmpty {
      entries = update.entries
      return
    }
    for entry in update.entries {
      if let old = self[named: entry.name] {
        self[named: entry.name] = mergedHookValue(old, with: entry.value)
      } else {
        entries.append(entry)
      }
    }
  }
}
