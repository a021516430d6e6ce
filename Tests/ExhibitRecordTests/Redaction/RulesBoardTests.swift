import CExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitRecord

@Suite struct RulesBoardTests {
  /// What becomes of a text by the rules on the board, at a C function that a helper process calls too.
  private static func redact(_ text: String, _ board: OpaquePointer?) -> String? {
    guard let board, let rules = exhibit_rules_board_take(board) else { return nil }
    defer { exhibit_rules_board_hand_back(board, rules) }
    return text.withContiguousUTF8 { bytes in
      var result: UnsafeMutablePointer<CChar>?
      let count = exhibit_redact(rules, bytes.baseAddress, bytes.count, "#", &result)
      defer { free(result) }
      return result.map { String(decoding: UnsafeRawBufferPointer(start: $0, count: count), as: UTF8.self) } ?? text
    }
  }

  private static func publish(_ redactor: Redactor, _ board: OpaquePointer) -> Bool {
    redactor.withRules { rules in rules.map { exhibit_rules_board_publish(board, $0) } ?? false }
  }

  @Test func lastRulesAreFound() throws {
    let board = try #require(exhibit_rules_board_make())
    defer { exhibit_rules_board_free(board) }
    #expect(Self.redact("x", board) == nil)
    for number in 0..<20 {
      let redactor = try Redaction.redactor(["word-\(number)."], ["\(number)=\\d"])
      #expect(Self.publish(redactor, board))
      #expect(Self.redact("word-\(number). \(number)=1 word-\(number + 1).", board) == "# # word-\(number + 1).")
    }
  }

  @Test func readersNeverSeeRulesThatAreBeingWritten() throws {
    let board = try #require(exhibit_rules_board_make())
    defer { exhibit_rules_board_free(board) }
    // All of them take this word out, whatever else they hold.
    let sets = try (0..<40).map { number in
      try Redaction.redactor(["constant"] + (0..<(number * 20)).map { "filler-\(number)-\($0)" })
    }
    #expect(Self.publish(sets[0], board))
    let address = UInt(bitPattern: board)
    let results = atOnce(4) { number in
      (0..<2000).allSatisfy { turn in
        if number == 0 {
          return OpaquePointer(bitPattern: address).map { Self.publish(sets[turn % sets.count], $0) } ?? false
        }
        return Self.redact("a constant value", OpaquePointer(bitPattern: address)) == "a # value"
      }
    }
    #expect(results == [true, true, true, true])
  }

  @Test func rulesThatAreTooLargeAreRefused() throws {
    let board = try #require(exhibit_rules_board_make())
    defer { exhibit_rules_board_free(board) }
    let words = (0..<600).map { "\($0)" + String(repeating: "x", count: 8000) }
    #expect(try !Self.publish(Redaction.redactor(words), board))
  }
}
