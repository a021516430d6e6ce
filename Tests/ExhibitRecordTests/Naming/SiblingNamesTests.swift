import CExhibitRecord
import ExhibitRecord
import Foundation
import TestSupport
import Testing

/// The table of the directories of a class: names that differ only in the case of letters are the same to some systems.
@Suite struct SiblingNamesTests {
  private func find(_ name: String, in siblings: exhibit_siblings) -> exhibit_sibling {
    var name = name
    return name.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        exhibit_siblings_find(
          siblings, exhibit_text(bytes: bytes.baseAddress, count: bytes.count, is_plain: false))
      }
    }
  }

  private func add(_ name: String, to siblings: exhibit_siblings) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        exhibit_siblings_add(siblings, exhibit_text(bytes: bytes.baseAddress, count: bytes.count, is_plain: false), 0)
      }
    }
  }

  @Test func namesAreFoundByWhatTheyLookLike() throws {
    let folder = try ScratchDirectory()
    var path = folder.path
    let siblings = path.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        exhibit_siblings_make(exhibit_text(bytes: bytes.baseAddress, count: bytes.count, is_plain: false))
      }
    }
    defer { exhibit_siblings_free(siblings) }
    let letters = Array("abcXYZ019_")
    var random = SeededGenerator(seed: 7)
    var names: [String: String] = [:]
    for round in 0..<600 {
      // Numbered, as many names of tests are, and any others.
      let length = Int.random(in: 1...20, using: &random)
      let name =
        round.isMultiple(of: 2)
        ? "testCase\(round / 2 % 200)" : String((0..<length).map { _ in letters.randomElement(using: &random) ?? "a" })
      let known = names[name.lowercased()]
      let wanted: exhibit_sibling =
        known == nil ? EXHIBIT_SIBLING_NONE : known == name ? EXHIBIT_SIBLING_SAME : EXHIBIT_SIBLING_SIMILAR
      #expect(find(name, in: siblings) == wanted, "\(name)")
      #expect(add(name, to: siblings) == (known == nil), "\(name)")
      if known == nil { names[name.lowercased()] = name }
      #expect(find(name.uppercased(), in: siblings) != EXHIBIT_SIBLING_NONE, "\(name)")
    }
    #expect(exhibit_siblings_count(siblings) == names.count)
    #expect(FileSystem.names(in: folder.path).sorted() == names.values.sorted())
  }
}
