import ExhibitSupport
import Foundation
import TestSupport
import Testing

@testable import ExhibitRecord

/// What a process notes about things that it is going to delete, and what another finds of it.
@Suite struct LedgerFileTests {
  private let scratch: ScratchDirectory
  private let root: ArtifactRoot
  private let failures = Locked<[FileSystem.Failure]>([])

  init() throws {
    scratch = try ScratchDirectory()
    root = ArtifactRoot(path: scratch.path)
  }

  private func ledger(_ name: String = "host-1-a", secrets: [String] = []) throws -> LedgerFile {
    LedgerFile(
      root: root, processName: name, run: try #require(RunID("r")), redaction: try rules(secrets)
    ) { [failures] failure in failures.withLock { $0.append(failure) } }
  }

  /// The process dies: its notes are as they were, in a file of which nobody has a descriptor, not even a child of another
  /// test that is just being started.
  private func die() throws {
    for name in scratch.names(in: ".resources") {
      let text = try #require(scratch.text(of: ".resources/" + name))
      unlink("\(root.resources)/\(name)")
      try scratch.write(text, to: ".resources/" + name)
    }
  }

  private func rules(_ secrets: [String]) throws -> RedactionRules {
    let rules = RedactionRules()
    _ = rules.add(words: secrets)
    return rules
  }

  private func create(_ path: String?, in ledger: LedgerFile, place: String = "http://shop") -> Int {
    let number = ledger.willCreate(in: "users", provider: "shop", place: place, testID: "M.C/t")
    if let path { ledger.created(path, number: number) }
    return number
  }

  @Test func processThatDeletesEverythingLeavesNoFile() throws {
    let ledger = try ledger()
    let numbers = ["users/1", "users/2"].map { create($0, in: ledger) }
    #expect(scratch.names(in: ".resources") == ["host-1-a.jsonl"])
    // While the process lives its notes are nobody else's.
    #expect(LeftoverFile.all(in: root, isClaimed: true).isEmpty)
    #expect(LeftoverFile.all(in: root, isClaimed: false).isEmpty)
    for number in numbers.reversed() { ledger.gone(number: number) }
    #expect(scratch.names(in: ".resources") == [])
    let last = create("users/3", in: ledger)
    ledger.gone(number: last)
    ledger.gone(number: last)
    #expect(scratch.names(in: ".resources") == [])
    #expect(failures.withLock { $0 }.isEmpty)
  }

  @Test func whatAProcessLeftIsFound() throws {
    do {
      let ledger = try ledger()
      _ = create("users/1", in: ledger)
      ledger.gone(number: create("users/2", in: ledger))
      _ = create(nil, in: ledger)
    }
    try die()
    let file = try #require(LeftoverFile.all(in: root, isClaimed: true).first)
    #expect(file.processName == "host-1-a")
    #expect(file.resources.map(\.path) == ["users/1", nil])
    let first = try #require(file.resources.first)
    #expect(
      [first.collection, first.provider, first.place, first.runID, first.testID] == [
        "users", "shop", "http://shop", "r", "M.C/t",
      ])
    #expect(!first.isRedacted)
    // Only one may have it.
    #expect(LeftoverFile.all(in: root, isClaimed: true).isEmpty)
    file.gone([1])
    #expect(try file.isToSay(in: #require(RunID("s"))))
  }

  @Test func fileGoesWithTheLastThing() throws {
    do { _ = create("users/1", in: try ledger()) }
    for (run, isFirst) in [("s", true), ("s", false), ("t", true)] {
      try die()
      let file = try #require(LeftoverFile.all(in: root, isClaimed: true).first)
      #expect(try file.isToSay(in: #require(RunID(run))) == isFirst)
      file.gone([])
    }
    try die()
    try #require(LeftoverFile.all(in: root, isClaimed: true).first).gone([1])
    #expect(scratch.names(in: ".resources") == [])
  }

  @Test func secretsAreNotNoted() throws {
    do { _ = create("users/hunter2secret", in: try ledger(secrets: ["hunter2secret"])) }
    let text = try #require(scratch.text(of: ".resources/host-1-a.jsonl"))
    #expect(!text.contains("hunter2secret"))
    try die()
    let file = try #require(LeftoverFile.all(in: root, isClaimed: false).first)
    #expect(file.resources.map(\.isRedacted) == [true])
  }

  @Test func whatCannotBeNotedIsSaid() throws {
    try scratch.write("", to: ".resources")
    let ledger = try ledger()
    ledger.gone(number: create("users/1", in: ledger))
    #expect(!failures.withLock { $0 }.isEmpty)
  }

  /// Lines of others, torn ones and links are passed over.
  @Test(arguments: 0..<100)
  func anyContentCanBeRead(seed: UInt64) throws {
    do { _ = create("users/1", in: try ledger()) }
    var generator = SeededGenerator(seed: seed)
    var bytes = Array((scratch.text(of: ".resources/host-1-a.jsonl") ?? "").utf8)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.removeSubrange(place...)
      default: bytes.insert(contentsOf: Array(HostileText.random(using: &generator).utf8), at: place)
      }
      if bytes.isEmpty { break }
    }
    try scratch.write(String(decoding: bytes, as: UTF8.self), to: ".resources/host-1-a.jsonl")
    try die()
    try scratch.link(".resources/link.jsonl", to: "/etc/passwd")
    let files = LeftoverFile.all(in: root, isClaimed: true)
    #expect(files.map(\.processName) == ["host-1-a"])
    #expect(files.allSatisfy { $0.resources.count <= 2 })
  }
}
