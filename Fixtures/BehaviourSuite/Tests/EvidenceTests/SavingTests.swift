import Exhibit
import Helper
import XCTest

/// Saves everything that can be saved.
final class SavingTests: XCTestCase {
  private func makeFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    addTeardownBlock { try FileManager.default.removeItem(at: folder) }
    return folder
  }

  func testSavesFromALibrary() async throws {
    let folder = try makeFolder()
    try await keepEverything(folder: folder)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    TestEvidence.current.save(left.joined(separator: "\n"), as: "left in the folder")
  }

  func testSavesFromTheTest() throws {
    let evidence = TestEvidence.current
    evidence.save("<p>", as: "page.html")
    evidence.save(Data("{}".utf8), as: "raw", contentType: .json)
    evidence.save(json: ["key": 1], as: "value.json")
  }

  func testLogsALongLine() {
    TestEvidence.current.log(String(repeating: "x", count: 1 << 20) + " end")
  }

  func testSavesUnderHostileDescriptions() {
    let evidence = TestEvidence.current
    let hostile = [
      "../x", "../../../../../../../../tmp/x", "/x", "", ".", "..", "nul", "a\0b", "a\nb", "🧪", "log.txt", "LOG.TXT",
      String(repeating: "long", count: 75),
    ]
    for description in hostile { evidence.save("of \(description.debugDescription)", as: description) }
  }

  func testStepsGiveBackErrors() async {
    struct Mishap: Error {}
    let evidence = TestEvidence.current
    do {
      try evidence.step("throws") { () throws(Mishap) in throw Mishap() }
      XCTFail("the step did not throw")
    } catch {
      let mishap: Mishap = error
      _ = mishap
    }
  }
}
