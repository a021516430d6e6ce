import ExhibitCore
import ExhibitRecord
import Foundation
import TestSupport
import Testing

/// Somebody moves the artifact directory while tests write into it.
@Suite struct MovedRunTests {
  private func runTest(named name: String, in session: RunSession) {
    let attempt = session.testStarted(TestKey(id: "App.Tests/\(name)"))
    session.testFinished(attempt, outcome: .passed)
  }

  @Test func thatIsSaidOnceAndTheRecordIsWhole() throws {
    let session = try TestSession()
    let elsewhere = session.scratch.path + "/elsewhere"
    session.run { run in
      runTest(named: "testA", in: run)
      #expect(rename(session.root, elsewhere) == 0)
      runTest(named: "testB", in: run)
      run.finish()
    }
    #expect(session.messages.count == 1)
    #expect(session.messages.first?.contains("was moved while its tests were running") == true)
    let summary = try RunSummary.read(ArtifactRoot(path: elsewhere).allRuns()[0])
    #expect(summary.counts == [.passed: 2])
    #expect(FileSystem.kind(of: session.root + "/runs/r/tests/App/Tests/testB") == .directory)
  }

  @Test func nothingIsSaidOfARunThatIsWhereItWas() throws {
    let session = try TestSession()
    session.run { run in
      runTest(named: "testA", in: run)
      run.finish()
    }
    #expect(session.messages == [])
  }
}
