import ExhibitRecord
import Testing

extension IntegrationTests {
  /// The test binary is also loaded where no XCTest runs: then Exhibit leaves no file and prints nothing.
  @Suite struct NoTraceTests {
    private static let package = SamplePackage.behaviour

    /// Variables of a run whose configuration is broken.
    private static func broken(_ folder: TemporaryFolder) throws -> [String: String] {
      ["EXHIBIT_CONFIG": try folder.write("{\"plugins\": ", to: "exhibit.json")]
    }

    private static let off = ["EXHIBIT_DISABLED": "1"]

    @Test(arguments: [("--list-tests", "Listing "), ("--dump-tests-json", "{\""), ("--help", "Usage: ")])
    func binaryIsAskedWhatItHolds(_ option: String, beginning: String) async throws {
      let folder = try TemporaryFolder()
      // The members of the JSON objects come in the order of a hash table.
      let fixed = ["SWIFT_DETERMINISTIC_HASHING": "1"]
      let broken = try Self.broken(folder).merging(fixed) { $1 }
      let with = try await Self.package.runBinary(option, environment: broken)
      let without = try await Self.package.runBinary(option, environment: Self.off.merging(fixed) { $1 })
      #expect(with.artifacts.isUntouched)
      #expect(folder.contents == ["exhibit.json"])
      #expect(with.result.standardOutput == without.result.standardOutput)
      #expect(with.result.standardOutput.hasPrefix(beginning))
      #expect(with.result.standardError == "")
    }

    @Test func swiftTestListsTheTests() async throws {
      let folder = try TemporaryFolder()
      let artifacts = try ArtifactFolder()
      let with = try await Self.package.list(artifacts: artifacts, environment: try Self.broken(folder))
      let without = try await Self.package.list(artifacts: artifacts, environment: Self.off)
      #expect(artifacts.isUntouched)
      #expect(with.exitCode == 0)
      #expect(with.standardOutput == without.standardOutput)
      #expect(with.standardError == without.standardError)
      // Which module comes first is up to the build; every line is a test.
      let lines = with.standardOutput.split(separator: "\n")
      #expect(lines.contains("EvidenceTests.LosingTests/testDirectoryIsUsable"))
      #expect(lines.allSatisfy { $0.contains("Tests.") && $0.contains("/") })
      #expect(!with.standardError.contains("exhibit:"))
    }

    /// One of the tests starts itself again to see how it exits.
    @Test func swiftTestingRunsAlone() async throws {
      let folder = try TemporaryFolder()
      for variables in [[:], try Self.broken(folder)] {
        let run = try await Self.package.test("--disable-xctest", environment: variables)
        #expect(run.result.exitCode == 0)
        #expect(run.result.standardOutput.contains("Test endsAChild() passed"))
        #expect(run.artifacts.isUntouched)
        #expect(!(run.result.standardOutput + run.result.standardError).contains("exhibit:"))
      }
    }

    /// The process for XCTest starts too, and has nothing to do.
    @Test func filterLeavesOnlySwiftTesting() async throws {
      let folder = try TemporaryFolder()
      let run = try await Self.package.test("--filter", "TestingTests", environment: try Self.broken(folder))
      #expect(run.result.exitCode == 0)
      #expect(run.result.standardOutput.contains("Executed 0 tests"))
      #expect(run.artifacts.isUntouched)
      #expect(!(run.result.standardOutput + run.result.standardError).contains("exhibit:"))
    }
  }
}
