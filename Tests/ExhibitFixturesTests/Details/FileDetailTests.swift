import ExhibitFixtures
import ExhibitSupport
import Foundation
import TestSupport
import Testing

@Suite struct FileDetailTests {
  private let scratch: ScratchDirectory
  private let probe = Probe()

  init() throws {
    scratch = try ScratchDirectory()
  }

  private func detail() -> CachedDetail<Probe, Int> {
    let path = scratch.path + "/server.yml"
    return CachedDetail("yaml", file: .of { $0.id == "probe" ? path : nil }) { $0.ask() }
  }

  @Test func isStaleWhenTheContentIsAnother() throws {
    let detail = detail()
    try scratch.write("a: 1", to: "server.yml")
    for content in ["a: 1", "a: 2", "a: 2", "a: 3", "a: 1"] {
      try scratch.write(content, to: "server.yml")
      _ = try probe.get(detail)
      _ = try probe.get(detail)
    }
    #expect(probe.count == 4)
  }

  @Test func aFileThatComesOrGoesIsAnotherContent() throws {
    let detail = detail()
    _ = try probe.get(detail)
    #expect(probe.isCached(detail))
    try scratch.write("", to: "server.yml")
    #expect(!probe.isCached(detail))
    _ = try probe.get(detail)
    try scratch.link("other", to: "server.yml")
    #expect(rename(scratch.path + "/server.yml", scratch.path + "/gone.yml") == 0)
    _ = try probe.get(detail)
    #expect(probe.count == 3)
  }

  /// Who finds the file as it was, because another reader has just seen that it is another, does not get the old value.
  @Test func manyReadersNeverReadWhatTheFileHasMadeStale() throws {
    let path = scratch.path + "/server.yml"
    let detail = CachedDetail<Probe, Int>("yaml", file: .of { _ in path }) { _ in
      Int(try String(contentsOfFile: path, encoding: .utf8)) ?? -1
    }
    let last = 400
    let written = AtomicNumber(0)
    let stale = AtomicNumber(0)
    try Data("0".utf8).write(to: URL(fileURLWithPath: path))
    DispatchQueue.concurrentPerform(iterations: 5) { thread in
      if thread == 0 {
        for number in 1...last {
          try? Data("\(number)".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
          written.set(number)
        }
        return
      }
      while written.value < last {
        let known = written.value
        if let value = try? probe.get(detail), value < known { _ = stale.increment() }
      }
    }
    #expect(stale.value == 0)
    #expect(try probe.get(detail) == last)
  }

  @Test func anApplianceWithoutAFileDependsOnNone() throws {
    let detail = detail()
    let other = Probe("other")
    _ = try other.get(detail)
    try scratch.write("a", to: "server.yml")
    #expect(other.isCached(detail))
  }

  @Test func whatIsDerivedIsStaleToo() throws {
    let detail = detail()
    let derived = CachedDetail<Probe, Int>("derived", derivedFrom: [detail]) { try $0.get(detail) + 1 }
    _ = try probe.get(derived)
    try scratch.write("b", to: "server.yml")
    probe.value = 5
    #expect(try probe.get(derived) == 6)
  }

  /// What the fetch has read is not what the file says before and after it.
  @Test func aFileThatChangesAndReturnsDuringAFetch() throws {
    let path = scratch.path + "/server.yml"
    let scratch = scratch
    let detail = CachedDetail<Probe, String>("yaml", file: .at(path)) { probe in
      if probe.ask() == 0 { return try String(contentsOfFile: path, encoding: .utf8) }
      probe.value -= 1
      try scratch.write("B", to: "server.yml")
      let found = try String(contentsOfFile: path, encoding: .utf8)
      if probe.id == "restores" { try Data("A".utf8).write(to: URL(fileURLWithPath: path), options: .atomic) }
      return found
    }
    let derived = CachedDetail<Probe, String>("derived", derivedFrom: [detail]) { try $0.get(detail) }
    for probe in [Probe("restores"), Probe("is restored")] {
      try scratch.write("A", to: "server.yml")
      probe.value = 1
      #expect(try probe.get(derived) == "B")
      try scratch.write("A", to: "server.yml")
      #expect(try probe.get(derived) == "A")
      #expect(try probe.get(detail) == "A")
      #expect(probe.isCached(derived) && probe.isCached(detail))
      #expect(probe.count == 2)
    }
  }

  @Test func aPipeStopsNobody() throws {
    #expect(mkfifo(scratch.path + "/server.yml", 0o600) == 0)
    _ = try probe.get(detail())
    #expect(probe.count == 1)
  }
}
