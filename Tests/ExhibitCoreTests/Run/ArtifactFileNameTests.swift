import ExhibitRecord
import TestSupport
import Testing

@testable import ExhibitCore

@Suite struct ArtifactFileNameTests {
  private func name(_ description: String, _ type: ContentType, _ number: Int = 1) -> String {
    ArtifactFileName(description: description, contentType: type).candidate(number)
  }

  @Test(arguments: [
    ("reply", ContentType.json, "reply.json"), ("reply.json", .json, "reply.json"), ("page.htm", .html, "page.htm"),
    ("server.log", .plainText, "server.log"), ("trace.xyz", "application/x-y", "trace.xyz"), ("raw", "x/y", "raw"),
    ("a.b", .plainText, "a.b.txt"), ("Größe", .csv, "Größe.csv"), ("two words", .png, "two words.png"),
    (".bashrc", .plainText, "_bashrc.txt"), ("CON", .plainText, "_CON.txt"), ("a/b", .json, "a_b.json"),
    ("../../etc/passwd", .plainText, "______etc_passwd.txt"), ("", .plainText, "_.txt"), ("a", .plainText, "a.txt"),
  ])
  func sayWhatTheFileIs(description: String, type: ContentType, expected: String) {
    #expect(name(description, type) == expected)
  }

  @Test func laterOnesAreNumberedBeforeTheExtension() {
    #expect(name("reply.json", .json, 2) == "reply-2.json")
    #expect(name("raw", "x/y", 3) == "raw-3")
  }

  @Test func everyDescriptionIsOneSafeComponent() {
    var generator = SeededGenerator(seed: 8)
    let types: [ContentType] = [.plainText, .json, .data, "x/y", "", "\0", "image/../png"]
    let texts = HostileText.cases + (0..<2000).map { _ in HostileText.random(using: &generator) }
    for text in texts {
      for type in types {
        for number in [1, 2, 1000] {
          let name = name(text, type, number)
          #expect(!name.isEmpty && name.utf8.count <= 143 - 16, "\(text.debugDescription)")
          #expect(!name.utf8.contains(UInt8(ascii: "/")) && !name.utf8.contains(0) && name.first != ".")
          #expect(number > 1 || PathComponent.ordinary(name) != nil || name.utf8.count > 120, "\(name)")
        }
      }
    }
  }
}
