import ExhibitRecord
import Testing

extension IntegrationTests {
  /// `EXHIBIT_RUN` names the run to join.
  @Suite struct RunVariableTests {
    private static let package = SamplePackage.behaviour
    private static let printing = "FirstTests.DisturbingTests/test5PrintsTheRunVariable"

    @Test func processesJoinTheNamedRun() async throws {
      let artifacts = try ArtifactFolder()
      let variable = ["EXHIBIT_RUN": "nightly-7"]
      _ = try await Self.package.runBinary("FirstTests.BaseTests", environment: variable, artifacts: artifacts)
      _ = try await Self.package.test("--filter", "OutcomeTests", environment: variable, artifacts: artifacts)
      let last = try await Self.package.runBinary("FirstTests.BaseTests", environment: variable, artifacts: artifacts)
      let record = try last.record()
      #expect(record.run.id.rawValue == "nightly-7")
      #expect(record.processes.count == 3)
      // Two tests ran twice.
      #expect(record.attempts.count == 17)
      #expect(record.results.count == 15)
      #expect(last.result.diagnostics.isEmpty)
    }

    @Test func testsDoNotSeeTheVariable() async throws {
      for variable in [["EXHIBIT_RUN": "nightly-7"], ["EXHIBIT_RUN": "nightly-7", "EXHIBIT_DISABLED": "1"], [:]] {
        let run = try await Self.package.runBinary(Self.printing, environment: variable)
        #expect(
          run.result.outputLines(startingWith: "EXHIBIT_RUN") == [
            "EXHIBIT_RUN here: none", "EXHIBIT_RUN in a child: none",
          ])
      }
    }

    @Test(arguments: ["../../elsewhere", "latest", "a b", ".hidden"])
    func badNameIsSaidOnceAndTheRunGetsItsOwn(_ name: String) async throws {
      let run = try await Self.package.runBinary("FirstTests.BaseTests", environment: ["EXHIBIT_RUN": name])
      #expect(run.result.exitCode == 0)
      let message =
        "EXHIBIT_RUN=\(name) is not a run id: letters, digits, '-', '_' and '.' only; this run gets an id of its own"
      #expect(run.result.diagnostics == ["exhibit: " + message])
      let record = try run.record()
      #expect(record.diagnostics == [message])
      #expect(record.run.id.rawValue.wholeMatch(of: /\d{8}T\d{6}Z-[0-9a-f]{8}/) != nil)
      #expect(record.attempts.count == 2)
    }
  }
}
