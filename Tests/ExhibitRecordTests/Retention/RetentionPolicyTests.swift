import ExhibitRecord
import TestSupport
import Testing

@Suite struct RetentionPolicyTests {
  /// A run with a made-up id, which tells its condition.
  private func run(_ number: Int, startedAt: Double, isLatest: Bool = false) -> StoredRun {
    let id = RunID("run-\(number)") ?? RunID(now: 0, random: 0)
    return StoredRun(run: RunDirectory(id: id, path: "/runs/\(id)"), startedAt: startedAt, isLatest: isLatest)
  }

  private func kept(_ decisions: [RetentionDecision]) -> [StoredRun] {
    decisions.filter { $0.verdict != .removed }.map(\.run)
  }

  @Test func theNewestStay() {
    let runs = (1...5).map { run($0, startedAt: Double($0)) }
    let decisions = RetentionPolicy(runs: 2).decisions(on: runs.sorted(by: >)) { _ in .finished }
    #expect(decisions.map(\.run) == runs.reversed())
    #expect(decisions.map(\.verdict) == [.kept(.newest), .kept(.recent), .removed, .removed, .removed])
  }

  @Test(arguments: [0, 1]) func oneAlwaysStays(limit: Int) {
    let runs = (1...3).map { run($0, startedAt: Double($0)) }
    #expect(kept(RetentionPolicy(runs: limit).decisions(on: runs.sorted(by: >)) { _ in .finished }) == [runs[2]])
  }

  @Test func whatLatestPointsAtStays() {
    let runs = [run(1, startedAt: 1, isLatest: true), run(2, startedAt: 2), run(3, startedAt: 3)]
    #expect(kept(RetentionPolicy(runs: 1).decisions(on: runs.sorted(by: >)) { _ in .finished }) == [runs[2], runs[0]])
  }

  @Test func noRunsAreNoDecisions() {
    #expect(RetentionPolicy().decisions(on: []) { _ in .finished }.isEmpty)
  }

  @Test func itNeverGoesTooFarAndNeverGoesOn() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<500 {
      let policy = RetentionPolicy(runs: Int.random(in: 0...8, using: &generator))
      let latest = Int.random(in: 0..<20, using: &generator)
      let runs = (0..<Int.random(in: 0...15, using: &generator)).map { number in
        // Some start at the same time.
        run(number, startedAt: Double(Int.random(in: 0..<10, using: &generator)), isLatest: number == latest)
      }
      var conditions: [StoredRun: RunCondition] = [:]
      for run in runs {
        conditions[run] =
          switch Int.random(in: 0..<6, using: &generator) {
          case 0: .inProgress("locked")
          case 1: .unrecognised("empty")
          default: .finished
          }
      }
      let decisions = policy.decisions(on: runs.sorted(by: >)) { conditions[$0] ?? .finished }
      #expect(decisions.map(\.run) == runs.sorted(by: >))
      let newest = Set(runs.sorted(by: >).prefix(max(policy.runs, 1)))
      for decision in decisions {
        let mayGo = conditions[decision.run] == .finished && !decision.run.isLatest && !newest.contains(decision.run)
        #expect((decision.verdict == .removed) == mayGo)
      }
      if conditions.values.allSatisfy({ $0 == .finished }), !runs.contains(where: \.isLatest) {
        #expect(kept(decisions).count == min(runs.count, max(policy.runs, 1)))
      }
      let again = policy.decisions(on: kept(decisions)) { conditions[$0] ?? .finished }
      #expect(kept(again) == kept(decisions))
    }
  }
}
