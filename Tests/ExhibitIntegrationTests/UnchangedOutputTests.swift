import ExhibitRecord
import Testing

extension IntegrationTests {
  /// Exhibit changes nothing of what the tests do and print.
  @Suite struct UnchangedOutputTests {
    private static let packages = [SamplePackage.behaviour, .appliance]
    private static let off = ["EXHIBIT_DISABLED": "1"]

    @Test(arguments: packages)
    func streamsOfTheTestProcessAreTheSame(_ package: SamplePackage) async throws {
      let with = try await package.runBinary()
      let without = try await package.runBinary(environment: Self.off)
      #expect(with.result.exitCode == without.result.exitCode)
      #expect(OutputMask.lines(with.result.outputBytes) == OutputMask.lines(without.result.outputBytes))
      #expect(OutputMask.lines(with.result.errorBytes) == OutputMask.lines(without.result.errorBytes))
      #expect(with.result.standardOutput.contains("Test Suite 'All tests'"))
      #expect(try with.record().attempts.count > 40)
      #expect(without.artifacts.isUntouched)
    }

    /// SwiftPM joins both streams into one, in an order that is its own.
    ///
    /// Tests that print parts of lines are left out: where one stream cuts the other differs from run to run.
    @Test(arguments: packages)
    func outputOfSwiftTestIsTheSame(_ package: SamplePackage) async throws {
      let with = try await package.test("--skip", "OutputTests\\.")
      let without = try await package.test("--skip", "OutputTests\\.", environment: Self.off)
      #expect(with.result.exitCode == without.result.exitCode)
      #expect(
        OutputMask.lines(with.result.standardOutput).sorted()
          == OutputMask.lines(without.result.standardOutput).sorted())
      #expect(
        OutputMask.lines(with.result.standardError).sorted() == OutputMask.lines(without.result.standardError).sorted())
      #expect(try with.record().attempts.count > 40)
      #expect(without.artifacts.isUntouched)
    }

    @Test func parallelRunPrintsTheSame() async throws {
      func output(_ variables: [String: String]) async throws -> [String] {
        let run = try await SamplePackage.behaviour.test(
          "--parallel", "--filter", "OutcomeTests", environment: variables)
        #expect(run.result.exitCode == 1)
        // The progress counts tests as they end.
        return OutputMask.lines(run.result.standardOutput.replacing(/\[\d+\//, with: "[")).sorted()
      }
      #expect(try await output([:]) == output(Self.off))
    }
  }
}
