import CExhibitRecord
import Foundation

@testable import ExhibitRecord

/// Ways to take out, and a slow one to compare with.
enum Redaction {
  /// Rules of words as they are.
  static func redactor(_ words: [String], _ patterns: [String] = []) throws -> Redactor {
    guard let redactor = try Redactor(words: words.map { ExactString($0) }, patterns: patterns) else {
      throw CocoaError(.coderInvalidValue)
    }
    return redactor
  }

  /// What becomes of pieces, and the most that was held back between them.
  static func stream(_ pieces: [[UInt8]], _ redactor: Redactor) -> (text: [UInt8], held: Int) {
    var result: [UInt8] = []
    var held = 0
    let stream = RedactionStream(redactor: redactor) { bytes in
      result += Array(bytes)
      return true
    }
    for piece in pieces {
      _ = piece.withUnsafeBytes { stream?.feed($0) }
      held = max(held, stream?.heldCount ?? 0)
    }
    _ = stream?.flush()
    return (result, held)
  }

  /// Replaces the union of all places of the words, byte by byte.
  static func naive(_ text: [UInt8], words: [[UInt8]]) -> [UInt8] {
    var mask = [Bool](repeating: false, count: text.count)
    for word in words where !word.isEmpty && word.count <= text.count {
      for start in 0...(text.count - word.count) where text[start..<(start + word.count)].elementsEqual(word) {
        for index in start..<(start + word.count) { mask[index] = true }
      }
    }
    return replace(text, mask)
  }

  /// Puts one replacement in the place of each row of bytes that are masked.
  static func replace(_ text: [UInt8], _ mask: [Bool]) -> [UInt8] {
    var result: [UInt8] = []
    for index in text.indices {
      if !mask[index] {
        result.append(text[index])
      } else if index == 0 || !mask[index - 1] {
        result += Array(Redactor.replacement.utf8)
      }
    }
    return result
  }
}
