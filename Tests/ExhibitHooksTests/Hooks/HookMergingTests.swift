import Dispatch
import ExhibitHooks
import ExhibitSupport
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct HookMergingTests {
  /// Dictionaries inside of one another, with a value at the bottom.
  private static func nested(_ depth: Int, _ key: String, _ value: Int) -> any Sendable {
    var result: any Sendable = [key: value]
    for _ in 0..<depth { result = ["in": result] as [String: any Sendable] }
    return result
  }

  @Test("1.3.10: dictionaries merge however deep they are")
  func depthIsNotLimitedByTheStack() {
    let depth = 20_000
    let found = Locked<[String: any Sendable]>([:])
    let isOver = DispatchSemaphore(value: 0)
    // The runtime lets go of nested dictionaries on the stack, which has to do for that; merging needs some times as much.
    let thread = Thread {
      var values: HookValues = ["a": Self.nested(depth, "x", 1)]
      values.merge(["a": Self.nested(depth, "y", 2)])
      var value = values[named: "a"]
      for _ in 0..<depth { value = (value as? [String: any Sendable])?["in"] }
      let bottom = value as? [String: Int]
      found.withLock { $0 = bottom ?? [:] }
      isOver.signal()
    }
    thread.stackSize = 16 << 20
    thread.start()
    isOver.wait()
    #expect(found.withLock { $0 } as? [String: Int] == ["x": 1, "y": 2])
  }

  @Test(arguments: 0..<50)
  func mergingIsWhatARecursionWouldDo(seed: Int) {
    var random = SeededNumbers(seed)
    let (old, new) = (Tree(&random, depth: 4), Tree(&random, depth: 4))
    var values = HookValues()
    values[named: "a"] = old.value
    var update = HookValues()
    update[named: "a"] = new.value
    values.merge(update)
    #expect(values[named: "a"].map { Tree($0) } == old.merged(with: new))
  }
}

/// A value to merge: numbers, lists of them and dictionaries.
private indirect enum Tree: Equatable {
  case number(Int)
  case list([Int])
  case dictionary([String: Tree])

  init(_ random: inout SeededNumbers, depth: Int) {
    switch random.next(below: depth == 0 ? 2 : 5) {
    case 0: self = .number(random.next(below: 10))
    case 1: self = .list((0..<random.next(below: 3)).map { $0 })
    default:
      var members: [String: Tree] = [:]
      for _ in 0..<random.next(below: 5) {
        members["k\(random.next(below: 4))"] = Tree(&random, depth: depth - 1)
      }
      self = .dictionary(members)
    }
  }

  init(_ value: any Sendable) {
    switch value {
    case let value as Int: self = .number(value)
    case let value as [Int]: self = .list(value)
    default: self = .dictionary((value as? [String: any Sendable] ?? [:]).mapValues { Tree($0) })
    }
  }

  var value: any Sendable {
    switch self {
    case .number(let number): number
    case .list(let list): list
    case .dictionary(let members): members.mapValues(\.value)
    }
  }

  func merged(with new: Tree) -> Tree {
    switch (self, new) {
    case (.list(let old), .list(let new)): .list(old + new)
    case (.dictionary(let old), .dictionary(let new)): .dictionary(old.merging(new) { $0.merged(with: $1) })
    default: new
    }
  }
}

/// Numbers that are the same for the same seed.
private struct SeededNumbers {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
