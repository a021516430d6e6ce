import Exhibit
import XCTest

/// Hands values that must not be written to everything that writes, if `BEHAVIOUR_SECRET` holds one.
final class SecretTests: XCTestCase {
  private struct Mishap: Error {
    let token: String
  }

  private struct Reply: Codable {
    let token: String
    let nested: [String: String]
  }

  private static let known = ["BEHAVIOUR_SECRET", "BEHAVIOUR_SECRET_OF_PLUGIN"].compactMap {
    ProcessInfo.processInfo.environment[$0]
  }

  private var evidence: TestEvidence { TestEvidence.current }

  override func setUpWithError() throws {
    try XCTSkipIf(Self.known.isEmpty, "there is no secret")
  }

  /// Calls the closure with each value.
  private func each(_ body: (String) throws -> Void) rethrows {
    for value in Self.known { try body(value) }
  }

  func testTexts() {
    each { value in
      print("printed \(value)")
      evidence.log("logged \(value) and again \(value)")
      evidence.log("lines of\n\(value)\nand more", level: .error)
      evidence.log(String(repeating: "x", count: 1995) + value + String(repeating: "y", count: 50_000))
      evidence.save("a text with \(value)", as: "text")
      evidence.save("nothing of it", as: "named \(value)")
      evidence.save(json: Reply(token: value, nested: [value: "\"\(value)\""]), as: "reply")
      evidence.save(Data("data \(value)".utf8), as: "data", contentType: .yaml)
      evidence.save(Data("data \(value)".utf8), as: "data of no type")
    }
  }

  func testFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    addTeardownBlock { try FileManager.default.removeItem(at: folder) }
    try each { value in
      // Every piece in which a file may be read ends inside of the value.
      var text = ""
      while text.utf8.count < 1 << 20 {
        text += String(repeating: ".", count: 4096 - value.utf8.count / 2 - text.utf8.count % 4096) + value
      }
      for name in ["large.txt", "settings.env"] {
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        evidence.save(file: file)
        evidence.save(file: file, as: "moved \(value)", moving: true)
      }
      evidence.save(file: folder.appendingPathComponent("missing-\(value)"), as: "missing")
    }
  }

  func testFailures() throws {
    each { value in
      XCTFail("failed with \(value)")
      XCTAssertEqual(value, "something else")
      try? evidence.step("step with \(value)") { throw Mishap(token: value) }
    }
    throw Mishap(token: Self.known[0])
  }

  func testSkips() throws {
    throw XCTSkip("skipped with \(Self.known.joined(separator: " and "))")
  }

  func testValueThatBecomesKnown() {
    let value = "session-\(UUID().uuidString)"
    TestEvidence.redact(value)
    print("later \(value)")
    evidence.log("logged \(value), Bearer abc.def-123")
    evidence.save("saved \(value)", as: "later \(value)")
  }

  func testPicture() {
    evidence.save(Data([0x89, 0, 0xFF]) + Data(Self.known[0].utf8), as: "picture.png")
  }
}
