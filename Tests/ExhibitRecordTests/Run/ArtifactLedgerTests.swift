import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct ArtifactLedgerTests {
  private let run: RecordedRun

  init() throws {
    run = try RecordedRun()
  }

  /// `added`, `full` or `news`.
  private func add(_ bytes: Int, to ledger: ArtifactLedger, limit: Int = 100) -> String {
    switch ledger.add(bytes, limit: limit) {
    case .added: "added"
    case .full(let isNews): isNews ? "news" : "full"
    }
  }

  @Test func whatFitsIsAddedAndTheRestRefused() {
    let ledger = ArtifactLedger(run: run.directory)
    #expect([60, 40, 1, 0, 1].map { add($0, to: ledger) } == ["added", "added", "news", "added", "full"])
    #expect([-10, 11, 10, 1].map { add($0, to: ledger) } == ["added", "full", "added", "full"])
  }

  @Test func processesCountTogether() {
    let (one, two) = (ArtifactLedger(run: run.directory), ArtifactLedger(run: run.directory))
    #expect(
      [add(60, to: one), add(50, to: two), add(40, to: two), add(1, to: one)] == ["added", "news", "added", "full"])
  }

  @Test func manyAtOnceNeverGoOverTheLimit() {
    let directory = run.directory
    let added = atOnce(8) { index in
      let ledger = ArtifactLedger(run: directory)
      return (0..<200).reduce(into: 0) { sum, number in
        let bytes = (index * 200 + number) % 13 + 1
        if case .added = ledger.add(bytes, limit: 5000) { sum += bytes }
      }
    }.reduce(0, +)
    #expect(added <= 5000)
    // Who was refused did not fit at that moment, beside others that were refused as well.
    #expect(added > 4800)
  }

  @Test(arguments: ["+12+30\n", "+12\u{0}+30\n", "x\n+30\n", "+3e\n+30\n", "+\n+30\n", "30\n+30\n", "+30\n+99"])
  func aTornOrForeignLineCostsNoMoreThanItself(text: String) throws {
    try run.scratch.write(text, to: ".artifact-bytes")
    let ledger = ArtifactLedger(run: run.directory)
    #expect([add(71, to: ledger), add(70, to: ledger), add(1, to: ledger)].dropFirst() == ["added", "full"])
  }

  @Test func anyContentIsReadWithoutATrap() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      let text = String(
        (0..<Int.random(in: 0..<80, using: &generator)).map { _ in "+-0123456789\n!x".randomElement(using: &generator)!
        })
      try run.scratch.write(text, to: ".artifact-bytes")
      _ = ArtifactLedger(run: run.directory).add(5, limit: 10)
    }
    try run.scratch.write(String(repeating: "+400000000000000000\n", count: 50), to: ".artifact-bytes")
    #expect(add(1, to: ArtifactLedger(run: run.directory)) == "news")
  }

  @Test func aFileThatIsCutShortOrGoneBeginsAnew() throws {
    let ledger = ArtifactLedger(run: run.directory)
    #expect(add(90, to: ledger) == "added")
    try run.scratch.write("", to: ".artifact-bytes")
    #expect(add(90, to: ledger) == "added")
    try FileManager.default.removeItem(atPath: run.scratch.path + "/.artifact-bytes")
    #expect(add(90, to: ledger) == "added")
    #expect(add(90, to: ledger) == "news")
  }

  @Test(arguments: ["link", "directory", "pipe", "gone"])
  func withoutAFileTheProcessCountsAlone(what: String) throws {
    let path = run.scratch.path + "/.artifact-bytes"
    switch what {
    case "link": try run.scratch.link(".artifact-bytes", to: try run.scratch.write("", to: "elsewhere"))
    case "directory": try run.scratch.makeDirectory(".artifact-bytes")
    case "pipe": #expect(mkfifo(path, 0o600) == 0)
    default: try FileManager.default.removeItem(atPath: run.scratch.path)
    }
    let ledger = ArtifactLedger(run: run.directory)
    #expect(
      [60, 50, 50, 40, -100, 70].map { add($0, to: ledger) } == ["added", "news", "full", "added", "added", "added"])
    #expect(run.scratch.text(of: "elsewhere") ?? "" == "")
  }
}
