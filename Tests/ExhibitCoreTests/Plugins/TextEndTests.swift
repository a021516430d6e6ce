import ExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitCore

@Suite struct TextEndTests {
  private static let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)

  /// Wherever the text at hand begins, and however much shorter it becomes, no part of a secret is kept.
  @Test(arguments: 0..<60) func aSecretInWhoseMiddleItBeginsLeavesNothing(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let secret = Data(
      (0..<Int.random(in: 4...3000, using: &random)).map { _ in Self.letters.randomElement(using: &random) ?? 0 })
    let rules = RedactionRules()
    rules.add(words: [String(decoding: secret, as: UTF8.self)])
    var text = Data()
    while text.count < 200_000 {
      text += secret + Data(repeating: UInt8(ascii: "."), count: Int.random(in: 0...40, using: &random))
      if Int.random(in: 0...3, using: &random) == 0, seed.isMultiple(of: 2) { text.append(UInt8(ascii: "\n")) }
    }
    let limit = Int.random(in: 1...70_000, using: &random)
    let end = TextEnd(
      of: text.suffix(TextEnd.wanted(for: limit) + Int.random(in: 0...1, using: &random)), outOf: text.count,
      limit: limit)
    let kept = end.bytes(without: rules)
    #expect(end.isCut && kept.count <= limit)
    let rest = String(decoding: kept, as: UTF8.self)
    // The replacement itself may be cut.
    let beginning = rest.replacing("[redacted]", with: "").prefix { $0 != "." && $0 != "\n" }
    #expect("[redacted]".hasSuffix(beginning), "\(beginning.prefix(40))")
    let isClean = !rest.replacing("redacted", with: "").contains(/[a-z]{9}/)
    #expect(isClean)
  }

  @Test func aTextThatFitsIsKeptAsItIs() {
    let rules = RedactionRules()
    rules.add(words: ["secret"])
    let end = TextEnd(of: Data("x secret y".utf8), outOf: 10, limit: 10)
    #expect(!end.isCut && end.bytes(without: rules) == Data("x secret y".utf8))
  }

  @Test(arguments: [true, false]) func theLastOfATextIsKept(isRedacted: Bool) {
    let rules = RedactionRules()
    if isRedacted { rules.add(words: ["secret"]) }
    let text = Data((0..<40_000).map { "\($0)\n" }.joined().utf8)
    let kept = TextEnd(of: text, outOf: text.count, limit: 1000).bytes(without: rules)
    #expect(kept == text.suffix(1000))
    let other = TextEnd(of: text.suffix(TextEnd.wanted(for: 1000)), outOf: text.count, limit: 1000)
    #expect(other.bytes(without: rules) == text.suffix(1000))
  }

  @Test func anyLimitWillDo() {
    #expect(TextEnd.wanted(for: .max) == .max)
    #expect(!TextEnd(of: Data(), outOf: 0, limit: .max).isCut)
  }
}
