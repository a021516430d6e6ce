import ApplianceClient
import Exhibit
import Foundation
import XCTest

final class EvidenceTests: ApplianceTestCase {
  private struct Mishap: Error, Equatable {
    let code: Int
  }

  func testEveryKindOfEvidenceIsSaved() async throws {
    let evidence = TestEvidence.current
    let reply = try await api.get("/details")

    evidence.save("seen: ✓\n", as: "note")
    evidence.save(Data([0, 1, 254, 255]), as: "bytes")
    try evidence.save(json: reply.decode(Details.self), as: "details")
    evidence.save("same", as: "note")
    keep(reply)
    keep(reply, as: .text)
  }

  func testFilesAreCopiedOrMoved() throws {
    let folder = try makeFolder()
    let files = ["copied.txt", "moved.txt"].map(folder.url.appendingPathComponent)
    for file in files {
      try Data("content of \(file.lastPathComponent)\n".utf8).write(to: file)
    }
    let evidence = TestEvidence.current

    evidence.save(file: files[0])
    evidence.save(file: files[1], as: "a file that moved", moving: true)

    XCTAssertTrue(FileManager.default.fileExists(atPath: files[0].path))
  }

  func testToolsWriteIntoTheDirectory() throws {
    let file = TestEvidence.current.directory.appendingPathComponent("tool.txt")
    try Data("written by a tool\n".utf8).write(to: file)

    XCTAssertEqual(try String(contentsOf: file, encoding: .utf8), "written by a tool\n")
  }

  func testStepsNestAndGiveBackResultsAndErrors() async throws {
    let evidence = TestEvidence.current
    let name = try await evidence.step("outer") {
      evidence.log("in the outer step")
      return try await evidence.step("inner") { try await api.details().name }
    }
    XCTAssertEqual(name, "oven")

    do {
      try evidence.step("one that throws") { () throws(Mishap) in throw Mishap(code: 7) }
      XCTFail("the step did not throw")
    } catch {
      XCTAssertEqual(error.code, 7)
    }
  }

  func testLogLinesHaveLevels() async throws {
    let evidence = TestEvidence.current
    evidence.log("only for the curious", level: .debug)
    evidence.log("without a level")
    evidence.log("worth a look", level: .notice)
    evidence.log("strange, but harmless", level: .warning)
    evidence.log("two\nlines of an error", level: .error)
    let details = try await api.details()

    XCTAssertEqual(details.name, "oven")
  }

  func testConcurrentRequestsAreKept() async throws {
    let api = try api
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask { try await keep(api.get("/details")).status }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }

    XCTAssertEqual(statuses, Array(repeating: 200, count: 8))
  }
}
