import ExhibitCore
import Foundation
import TestSupport
import Testing

@Suite struct JSON5ParserGeneratedInputTests {
  /// Parses bytes and checks all positions that come back.
  private func checkPositions(_ bytes: [UInt8]) -> Bool {
    let extent = FileExtent(bytes)
    do {
      return extent.contains(try JSON5Parser.parse(bytes, file: "exhibit.json"))
    } catch let diagnostic as ConfigurationDiagnostic {
      return extent.contains(diagnostic)
    } catch {
      return false
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func survivesRandomBytes(seed: UInt64) {
    var generated = GeneratedConfiguration(seed: seed)
    for _ in 0..<400 {
      let bytes = generated.bytes()
      guard checkPositions(bytes) else {
        Issue.record("seed \(seed): \(bytes)")
        return
      }
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func survivesMutatedDocuments(seed: UInt64) {
    var generated = GeneratedConfiguration(seed: seed)
    for _ in 0..<60 {
      let bytes = generated.mutated(GeneratedConfiguration.document)
      guard checkPositions(bytes) else {
        Issue.record("seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        return
      }
    }
  }

  @Test func survivesEveryPrefixOfADocument() {
    let bytes = Array(GeneratedConfiguration.document.utf8)
    for count in stride(from: 0, to: bytes.count, by: 3) where !checkPositions(Array(bytes.prefix(count))) {
      Issue.record("prefix of \(count) bytes")
    }
  }

  @Test func readsTheUnchangedDocument() throws {
    #expect(try parseJSON5(GeneratedConfiguration.document).members.count == 8)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func readsWhatFoundationWrites(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<12 {
      let document = GeneratedDocument(depth: 3, using: &generator)
      let encoder = JSONEncoder()
      encoder.outputFormatting = round.isMultiple(of: 2) ? [.prettyPrinted, .sortedKeys] : []
      let node = try JSON5Parser.parse(try encoder.encode(document), file: "exhibit.json")
      let decoded = try ConfigurationDecoder(file: "exhibit.json").decode(GeneratedDocument.self, from: node)
      #expect(decoded.value == document)
      #expect(decoded.unusedKeys == [])
    }
  }
}

/// A value with everything that JSON can hold.
private struct GeneratedDocument: Codable, Equatable {
  var text: String
  var integer: Int64
  var number: Double
  var small: Int8
  var flag: Bool
  var maybe: UInt32?
  var table: [String: Double]
  var children: [GeneratedDocument]

  init(depth: Int, using generator: inout SeededGenerator) {
    text = Self.text(using: &generator)
    integer = Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0..<64, using: &generator)
    number = Self.number(using: &generator)
    small = Int8.random(in: .min ... .max, using: &generator)
    flag = Bool.random(using: &generator)
    maybe = Bool.random(using: &generator) ? UInt32.random(in: .min ... .max, using: &generator) : nil
    table = [:]
    for _ in 0..<Int.random(in: 0..<4, using: &generator) {
      table[Self.text(using: &generator)] = Self.number(using: &generator)
    }
    children = []
    for _ in 0..<(depth > 0 ? Int.random(in: 0..<3, using: &generator) : 0) {
      children.append(GeneratedDocument(depth: depth - 1, using: &generator))
    }
  }

  /// Returns a finite number of any magnitude.
  private static func number(using generator: inout SeededGenerator) -> Double {
    let number = Double(bitPattern: generator.next())
    return number.isFinite ? number : 0
  }

  /// Returns a text of any characters.
  private static func text(using generator: inout SeededGenerator) -> String {
    let ranges: [ClosedRange<UInt32>] = [0x0...0x2F, 0x20...0x7E, 0x80...0x2FF, 0x2020...0x2030, 0x1F600...0x1F64F]
    var text = ""
    for _ in 0..<Int.random(in: 0..<12, using: &generator) {
      let range = ranges.randomElement(using: &generator) ?? 0x20...0x7E
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
