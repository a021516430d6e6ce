import ExhibitCore
import ExhibitHooks
import Foundation

/// What a run brings that is not as usual.
extension PluginSuite {
  func checkSeveralIdents() throws -> [String] {
    let alone = try rig()
    let both = try rig(idents: [Self.ident, "second"])
    let events = alone.engine.events(of: Self.ident)
    var problems: [String] = []
    for ident in [Self.ident, "second"] where both.engine.events(of: ident) != events {
      problems.append("'\(ident)' of two instances does not act on the events on which one alone does")
    }
    let test = alone.runTest { Self.useEvidence() }
    let testOfBoth = both.runTest { Self.useEvidence() }
    let fewer = Self.fileNames(of: test, in: alone)
    let more = Self.fileNames(of: testOfBoth, in: both)
    // One is saved by the test itself.
    if fewer.count > 1, more.count < 2 * fewer.count - 1 {
      problems.append("one instance leaves \(fewer.sorted()) for a test, and two leave \(more.sorted())")
    }
    return problems + failures(in: both)
  }

  /// The files that were left for a test, whoever wrote them.
  private static func fileNames(of test: PluginRig.Test, in rig: PluginRig) -> Set<String> {
    Set((try? FileManager.default.subpathsOfDirectory(atPath: rig.directory(of: test).path)) ?? [])
  }

  func checkMissingValues() throws -> [String] {
    let rig = try rig()
    var problems: [String] = []
    for event in rig.engine.events(of: Self.ident) {
      for outcome in rig.fire(event).outcomes where outcome.hook == Self.ident {
        guard let error = outcome.error, !(error is HookError) else { continue }
        problems.append("at '\(event)' without values it threw \(error); what `try event[key]` throws names the value")
      }
    }
    let before = Set(failures(in: rig))
    return problems + self.problems(in: rig).filter { !before.contains($0) }
  }

  func checkTestWithoutEnd() throws -> [String] {
    let rig = try rig()
    rig.startTest("RigTests.RigTests/testNeverEnds")
    runTests(in: rig)
    return failures(in: rig)
  }

  func checkEndWithoutStart() throws -> [String] {
    let rig = try rig()
    let directory = rig.directory.appendingPathComponent("missed")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    rig.fire(
      .finishTest,
      [
        "test_name": "testMissed", "test_location": "RigTests/RigTests", "test_id": "RigTests.RigTests/testMissed",
        "attempt": 1, "artifact_path": directory.path, "test_result": TestOutcome.failed,
        "duration": Duration.seconds(1),
      ])
    runTests(in: rig)
    return failures(in: rig)
  }

  func checkTestsAtOnce() throws -> [String] {
    let names = ["testOne", "testOther"]
    func run(_ rig: PluginRig, isAtOnce: Bool) -> Int {
      var tests: [PluginRig.Test] = []
      for name in names {
        let test = rig.startTest("RigTests.RigTests/" + name)
        tests.append(test)
        if !isAtOnce { rig.finishTest(test, .failed) }
      }
      if isAtOnce { for test in tests { rig.finishTest(test, .failed) } }
      rig.finishSession()
      return tests.reduce(0) { $0 + rig.files(of: $1).count }
    }
    let usual = try rig()
    let rig = try rig()
    let (wanted, found) = (run(usual, isAtOnce: false), run(rig, isAtOnce: true))
    let lost = found < wanted ? ["two tests one after the other have \(wanted) files, and at once \(found)"] : []
    return lost + failures(in: rig)
  }

  func checkThrowingNeighbours() throws -> [String] {
    let rig = try rig { hooks in
      for event in EventDescription.all.map({ EventName(rawValue: $0.name) }) {
        hooks.before(event, named: "neighbour before", order: .last) { _, _ in throw Mishap() }
        hooks.after(event, named: "neighbour after", order: .first) { _, _ in throw Mishap() }
      }
      hooks.add(ThrowingPlugin(), ident: "neighbour")
    }
    return problems(in: rig)
  }

  func checkDoubleHooks() throws -> [String] {
    let rig = try rig(isTwice: true)
    // That it is registered twice is said, and is the suite's doing.
    return problems(in: rig).filter { !$0.contains("is registered twice") }
  }

  func checkSilence() throws -> [String] {
    // Others in this process may print meanwhile, but not three times the same.
    var common: Set<String>?
    for _ in 0..<3 {
      let rig = try rig()
      let printed = StandardOutput.captured { runTests(in: rig) }
      let lines = Set(printed.split(separator: "\n").map { String($0.map { $0.isNumber ? "0" : $0 }) })
      common = common.map { $0.intersection(lines) } ?? lines
    }
    return (common ?? []).sorted().map { "it prints '\($0)'" }
  }
}

/// What a hook beside the plugin throws.
private struct Mishap: Error {}

/// A plugin that throws at every event, before the one that is looked at.
private struct ThrowingPlugin: Plugin {
  static let name = "throwing"

  init() {}

  init(ident: String, options: NoOptions) {}

  func register(in hooks: inout PluginHooks) {
    for event in EventDescription.all {
      hooks.on(EventName(rawValue: event.name), order: .first) { _ in throw Mishap() }
    }
  }
}
