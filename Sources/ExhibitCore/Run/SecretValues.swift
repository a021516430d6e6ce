import ExhibitHooks
import ExhibitSupport

/// The values of the event `redact`, with secrets in whatever somebody has put them.
struct SecretValues {
  private let values: HookValues
  /// More values, which count too and stay where they are.
  private let others: HookValues

  private static let keys: [ValueKey<[String]>] = [.words, .patterns]

  init(_ values: HookValues, and others: HookValues = HookValues()) {
    self.values = values
    self.others = others
  }

  /// The secrets of one kind.
  func texts(of key: ValueKey<[String]>) -> [String] {
    [values, others].flatMap { $0[named: key.name].map { Texts(of: $0).found } ?? [] }
  }

  /// The values with every secret in the list in which it is looked for.
  ///
  /// - Parameter say: Is told what is wrong, as a part of a sentence.
  /// - Returns: The values; no other value is under the keys.
  func settled(_ say: (String) -> Void) -> HookValues {
    var settled = values
    for key in Self.keys where !(values[named: key.name] is [String]) { settled[named: key.name] = nil }
    settled.merge(strays(say))
    for key in Self.keys {
      guard let value = others[named: key.name] else { continue }
      settled[key] = (settled[key] ?? []) + Texts(of: value).found
    }
    return settled
  }

  /// The secrets that are not in the list in which they are looked for.
  ///
  /// - Parameter say: Is told what is wrong, as a part of a sentence.
  /// - Returns: Lists of them, by the keys.
  func strays(_ say: (String) -> Void) -> HookValues {
    var strays = HookValues()
    for name in values.names {
      guard let value = values[named: name], let key = Self.key(of: name) else { continue }
      let isExact = key.name == name
      if isExact, value is [String] { continue }
      let texts = Texts(of: value)
      if !texts.found.isEmpty { strays[key] = (strays[key] ?? []) + texts.found }
      if !isExact, !texts.found.isEmpty { say("'\(name)', which it does not know; it is taken for '\(key.name)'") }
      if isExact, let stranger = texts.stranger {
        say("'\(name)' as \(type(of: value)), in which \(stranger) is no text and is not redacted; use [String]")
      }
    }
    return strays
  }

  private static func key(of name: String) -> ValueKey<[String]>? {
    let nearest = NearestSpelling.nearest(to: name, among: keys.map(\.name))
    return keys.first { $0.name == nearest }
  }
}

/// The texts in a value of any type.
private struct Texts {
  private(set) var found: [String] = []
  /// The type of something in it that is no text.
  private(set) var stranger: Any.Type?
  private var strangerCount = 0

  /// How deep collections are looked into.
  private static let depth = 8

  init(of value: Any) {
    add(value, depth: Self.depth)
  }

  private mutating func add(_ value: Any, depth: Int) {
    if let list = value as? [String] {
      found += list
    } else if let text = value as? any StringProtocol {
      found.append(String(text))
    } else if let collection = value as? any Collection, depth > 0 {
      addAll(of: collection, depth: depth - 1)
    } else {
      stranger = type(of: value)
      strangerCount += 1
    }
  }

  private mutating func addAll(of collection: some Collection, depth: Int) {
    for element in collection {
      add(element, depth: depth)
      // Much data is many times the same mistake.
      if strangerCount > 10_000 { return }
    }
  }
}
