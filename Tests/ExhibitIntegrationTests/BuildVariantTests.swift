import ExhibitRecord
import Foundation
import Testing

extension IntegrationTests {
  /// Other ways to build and to select.
  @Suite struct BuildVariantTests {
    private static let outcomes = Task {
      try await SamplePackage.behaviour.test("--filter", "OutcomeTests").record().outcomes
    }

    @Test func filterMakesOneCompleteRun() async throws {
      let run = try await SamplePackage.behaviour.test("--filter", "BaseTests|SecondTests")
      #expect(run.result.exitCode == 0)
      #expect(run.result.standardOutput.contains("Test Suite 'Selected tests' started"))
      let record = try run.record()
      #expect(
        record.outcomes == [
          "FirstTests.BaseTests/testIsInherited passed", "FirstTests.BaseTests/testIsOverridden passed",
          "SecondTests.OutcomeTests/testPasses passed",
        ])
      #expect(record.lines.last?.payload.kind == "runEnded")
    }

    @Test func sameNamesInTwoModulesStayApart() async throws {
      let record = try await SamplePackage.behaviour.test("--filter", "OutcomeTests/testPasses").record()
      #expect(
        record.attempts.map(\.artifactPath) == [
          "tests/FirstTests/OutcomeTests/testPasses", "tests/SecondTests/OutcomeTests/testPasses",
        ])
      for attempt in record.attempts {
        #expect(try record.text("log.txt", of: attempt).hasPrefix("test      \(attempt.key.id)\n"))
      }
    }

    @Test func releaseBuildRecordsTheSame() async throws {
      let run = try await SamplePackage("BehaviourSuite", build: .release).test("--filter", "OutcomeTests|SetupTests")
      let record = try run.record()
      #expect(record.outcomes.filter { $0.contains(".OutcomeTests/") } == (try await Self.outcomes.value))
      // Classes are found by name in an optimised build too.
      let setup = try await SamplePackage("BehaviourSuite", build: .release).runBinary(
        "SetupTests.SetupTests", environment: ["BEHAVIOUR_SETUP": "throw"])
      #expect(setup.result.diagnostics == ["exhibit: SetupTests.ExhibitSetup.setUp failed: Refusal()"])
    }

    /// This build system makes a product for each test target, and SwiftPM runs one after the other.
    @Test func severalTestProductsMakeOneRun() async throws {
      let package = SamplePackage("BehaviourSuite", build: .swiftBuild)
      let run = try await package.test("--filter", "OutcomeTests")
      let record = try run.record()
      #expect(record.outcomes == (try await Self.outcomes.value))
      #expect(Set(record.attempts.map { "\($0.key.module) \($0.process)" }).count == 2)
      #expect(Set(record.processes.compactMap { $0.header?.executable }).count == 2)
    }

    @Test func pathsMayHoldSpacesAndAnyLetters() async throws {
      let folder = SamplePackage.repository + "/.build/integration/with spaces, ä and 字"
      try Self.copyTinySuite(to: folder)
      let package = SamplePackage("TinySuite", directory: folder)
      // With no variable the runs are in the package.
      let run = try await package.test(environment: ["EXHIBIT_ARTIFACT_DIR": ""])
      #expect(run.artifacts.isUntouched)
      let root = ArtifactRoot(path: folder + "/Artifacts")
      #expect(root.allRuns().count == 1)
      let record = try SampleRecord(of: #require(root.allRuns().first), in: run.artifacts)
      #expect(record.outcomes == ["TinyTests.TinyTests/testFails failed", "TinyTests.TinyTests/testPasses passed"])
      #expect(record.attempts.first?.issues.first?.file == "Tests/TinyTests/TinyTests.swift")
      #expect(try record.text("text.txt", of: record.attempts[1]) == "saved")
      #expect(FileSystem.text(of: root.path + "/.gitignore") == "*\n")
    }

    /// Copies the package, where it is not the same already, so that it is not built anew each time.
    private static func copyTinySuite(to folder: String) throws {
      for name in ["Package.swift", "Tests/TinyTests/TinyTests.swift"] {
        let original = try String(
          contentsOfFile: "\(SamplePackage.repository)/Fixtures/TinySuite/\(name)", encoding: .utf8)
        let text = original.replacing("\"../..\"", with: "\"../../..\"")
        let copy = URL(fileURLWithPath: folder).appendingPathComponent(name)
        if FileSystem.text(of: copy.path) == text { continue }
        try FileManager.default.createDirectory(
          at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: copy)
      }
      let artifacts = folder + "/Artifacts"
      if FileManager.default.fileExists(atPath: artifacts) { try FileManager.default.removeItem(atPath: artifacts) }
    }
  }
}
