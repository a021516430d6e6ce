import Exhibit
import XCTest

/// Saves what cannot be saved, if `BEHAVIOUR_LOSES=1` asks for it, and prints what the calls return.
final class LosingTests: XCTestCase {
  private struct Unencodable: Encodable {
    func encode(to encoder: any Encoder) throws {
      throw EncodingError.invalidValue(
        self, EncodingError.Context(codingPath: [], debugDescription: "refuses to be encoded"))
    }
  }

  private static let isWanted = ProcessInfo.processInfo.environment["BEHAVIOUR_LOSES"] == "1"

  override class func setUp() {
    guard isWanted else { return }
    show(TestEvidence.current.save("text", as: "before any test"))
    TestEvidence.current.log("before any test")
  }

  override func setUpWithError() throws {
    try XCTSkipUnless(Self.isWanted, "nothing is to be lost")
  }

  func testFileIsMissing() {
    let file = URL(fileURLWithPath: "/nonexistent/file.txt")
    Self.show(TestEvidence.current.save(file: file))
    Self.show(TestEvidence.current.save(file: file))
    Self.show(TestEvidence.current.save(file: URL(fileURLWithPath: "/dev"), as: "a directory", moving: true))
  }

  func testValueDoesNotEncode() {
    Self.show(TestEvidence.current.save(json: Unencodable(), as: "a value"))
    Self.show(TestEvidence.current.save("kept", as: "a text"))
  }

  func testDirectoryIsUsable() throws {
    try Data("by a tool".utf8).write(to: TestEvidence.current.directory.appendingPathComponent("tool.txt"))
    print("written")
  }

  private static func show(_ result: Result<Artifact, EvidenceError>) {
    switch result {
    case .success(let artifact): print("saved: \(artifact.description)")
    case .failure(let error): print("lost: \(error)")
    }
  }
}
