import ExhibitRecord
import Foundation
import TestSupport

/// A test key and an attempt, told apart by their bytes, as the directories have to be.
struct NamedPlace: Hashable, Sendable {
  let key: TestKey
  let attempt: Int
  private let bytes: [UInt8]

  init(_ key: TestKey, attempt: Int) {
    self.key = key
    self.attempt = attempt
    bytes = Array(key.id.utf8) + [0xFF] + (key.testCase.map { Array($0.utf8) + [0xFF] } ?? [])
  }

  static func == (lhs: NamedPlace, rhs: NamedPlace) -> Bool {
    lhs.bytes == rhs.bytes && lhs.attempt == rhs.attempt
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(bytes)
    hasher.combine(attempt)
  }

  /// So many different places, most of them hostile.
  static func generated(count: Int, seed: UInt64) -> [NamedPlace] {
    var generator = SeededGenerator(seed: seed)
    var seen: Set<NamedPlace> = []
    var places: [NamedPlace] = []
    while places.count < count {
      let attempt = Int.random(in: 0..<4, using: &generator) == 0 ? Int.random(in: 2...3, using: &generator) : 1
      let place = NamedPlace(key(using: &generator), attempt: attempt)
      if seen.insert(place).inserted { places.append(place) }
    }
    return places
  }

  private static func key(using generator: inout SeededGenerator) -> TestKey {
    let module = ["App", "APP", "Äpp", "M\(Int.random(in: 0..<60, using: &generator))"]
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: return TestKey(id: HostileText.random(using: &generator))
    case 1:
      return TestKey(id: HostileText.random(using: &generator), testCase: HostileText.random(using: &generator))
    case 2:
      let depth = Int.random(in: 1...400, using: &generator)
      return TestKey(id: Array(repeating: "deep", count: depth).joined(separator: ".") + "/test")
    case 3:
      return TestKey(
        module: module.randomElement(using: &generator) ?? "", suites: [HostileText.random(using: &generator)],
        name: HostileText.random(using: &generator))
    case 4:
      let suite = "M\(Int.random(in: 0..<60, using: &generator)).C\(Int.random(in: 0..<9, using: &generator))"
      return TestKey(id: suite + "/test\(Int.random(in: 0..<500, using: &generator))")
    default:
      let suite =
        (module.randomElement(using: &generator) ?? "") + ["/", "."][Int.random(in: 0...1, using: &generator)]
      return TestKey(
        id: suite + HostileText.random(using: &generator) + "/" + HostileText.random(using: &generator)
          + (Bool.random(using: &generator) ? "()" : ""))
    }
  }
}
