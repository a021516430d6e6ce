import ExhibitRecord
import Testing

extension IntegrationTests {
  /// A test that ends its process.
  @Suite struct DisasterTests {
    private static let package = SamplePackage.behaviour
    private static let ended = "the process ended while the test was running"
    private static let exited = "the process exited while the test was running"

    @Test(arguments: [("trap", ended), ("exit", exited), ("kill", ended)])
    func recordSaysWhichTestItWas(_ disaster: String, note: String) async throws {
      let environment = ["BEHAVIOUR_DISASTER": disaster]
      let run = try await Self.package.test("--filter", "DisasterTests", environment: environment)
      let record = try run.record()
      #expect(
        record.outcomes == [
          "FirstTests.DisasterTests/test1HasFinished passed", "FirstTests.DisasterTests/test2EndsTheProcess crashed",
          "FirstTests.DisasterTests/test3NeverStarts lost",
        ])
      let crashed = try record.result("FirstTests.DisasterTests/test2EndsTheProcess")
      #expect(crashed.note == note)
      let lost = try record.result("FirstTests.DisasterTests/test3NeverStarts")
      #expect(lost.note == "the process ended before the test started")
      #expect(lost.artifactPath == nil)

      // What was written before is there, and where it is is said.
      #expect(try record.text("log.txt", of: crashed).hasPrefix("test      \(crashed.key.id)\n"))
      #expect(try record.text("log.txt", of: crashed).contains("  saved     last words.txt (last words)"))
      #expect(try record.text("last words.txt", of: crashed) == "saved before the end")
      #expect(crashed.artifacts.map(\.name) == ["last words"])
      let shown = try await Self.package.exhibit("show", artifacts: run.artifacts)
      let path = "\(record.run.path)/tests/FirstTests/DisasterTests/test2EndsTheProcess"
      #expect(
        shown.standardOutput.contains(
          "✘ FirstTests.DisasterTests/test2EndsTheProcess  crashed\n    \(note)\n    \(path)\n"))
      #expect(shown.standardOutput.hasSuffix("3 tests: 1 passed, 1 crashed, 1 lost\n"))
    }

    @Test(arguments: ["trap", "exit", "kill"])
    func exitCodeIsThatOfTheProcess(_ disaster: String) async throws {
      func exitCode(_ variables: [String: String]) async throws -> Int32 {
        let environment = ["BEHAVIOUR_DISASTER": disaster].merging(variables) { $1 }
        return try await Self.package.runBinary("FirstTests.DisasterTests", environment: environment).result.exitCode
      }
      #expect(try await exitCode([:]) == exitCode(["EXHIBIT_DISABLED": "1"]))
    }

    @Test func parallelRunLosesOnlyTheTestThatCrashed() async throws {
      let run = try await Self.package.test(
        "--parallel", "--filter", "DisasterTests", environment: ["BEHAVIOUR_DISASTER": "kill"])
      #expect(
        try run.record().outcomes == [
          "FirstTests.DisasterTests/test1HasFinished passed", "FirstTests.DisasterTests/test2EndsTheProcess crashed",
          "FirstTests.DisasterTests/test3NeverStarts passed",
        ])
    }
  }
}
