import ExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitCommand

@Suite struct RunLocatorTests {
  private let scratch: ScratchDirectory
  private let locator: RunLocator

  init() throws {
    scratch = try ScratchDirectory()
    locator = RunLocator(root: ArtifactRoot(path: scratch.path + "/Artifacts"))
  }

  private func makeRun(_ id: String) throws {
    let line =
      #"{"version":"6.3.0","kind":"exhibitProcess","payload":{"exhibit":{"formatVersion":1,"locked":true}}}"# + "\n"
    try scratch.write(line, to: "Artifacts/runs/\(id)/events/vm-1-00000001.jsonl")
  }

  private func makeLatest(_ id: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/Artifacts/latest", withDestinationPath: "runs/" + id)
  }

  private func message(_ text: String) -> String {
    do {
      return "found " + (try locator.run(text).id.rawValue)
    } catch {
      return "\(error)"
    }
  }

  @Test func runsAreCountedByAge() throws {
    for id in ["20261103T120000Z-0000000b", "20261101T120000Z-0000000c", "20261102T120000Z-0000000a"] {
      try makeRun(id)
    }
    #expect(try locator.run("latest").id.rawValue == "20261103T120000Z-0000000b")
    #expect(try locator.run("latest~0").id.rawValue == "20261103T120000Z-0000000b")
    #expect(try locator.run("latest~1").id.rawValue == "20261102T120000Z-0000000a")
    #expect(try locator.run("latest~2").id.rawValue == "20261101T120000Z-0000000c")
  }

  @Test func theLinkTellsWhichOfOneSecondWasTheLast() throws {
    for id in ["20261103T120000Z-00000001", "20261103T120000Z-00000002", "20261103T120000Z-00000003"] {
      try makeRun(id)
    }
    try makeLatest("20261103T120000Z-00000002")
    #expect(try locator.run("latest").id.rawValue == "20261103T120000Z-00000002")
    #expect(Set(["latest~1", "latest~2"].map(message)).count == 2)
    #expect(!["latest~1", "latest~2"].map(message).contains("found 20261103T120000Z-00000002"))
  }

  @Test func directoriesThatAreNoRunsDoNotCount() throws {
    try makeRun("20261101T120000Z-0000000a")
    try scratch.write("x", to: "Artifacts/runs/20261109T120000Z-0000000b/events/x.jsonl")
    try scratch.write("x", to: "Artifacts/runs/notes/text")
    #expect(try locator.run("latest").id.rawValue == "20261101T120000Z-0000000a")
    #expect(message("latest~1").contains("there is no run latest~1: \(locator.root.runs) holds 1"))
  }

  @Test(arguments: ["latest~-1", "latest~", "latest~x", "latest~99999999999999999999", "nowhere", "", ".."])
  func whatIsNoRunIsSaid(text: String) throws {
    try makeRun("20261101T120000Z-0000000a")
    #expect(message(text).contains("there is no run"))
    #expect(message(text).contains("20261101T120000Z-0000000a"))
  }

  @Test func withoutRunsItSaysHowToGetOne() {
    #expect(message("latest").contains("run `swift test` in a package whose tests link the product Exhibit"))
  }

  @Test func aRunIsFoundByItsIDAndByItsDirectory() throws {
    try makeRun("20261101T120000Z-0000000a")
    #expect(try locator.run("20261101T120000Z-0000000a").path.hasSuffix("/runs/20261101T120000Z-0000000a"))
    try FileManager.default.moveItem(
      atPath: locator.root.runs + "/20261101T120000Z-0000000a", toPath: scratch.path + "/an evidence")
    let moved = try locator.run(scratch.path + "/an evidence")
    #expect(moved.path.hasSuffix("/an evidence"))
  }
}
