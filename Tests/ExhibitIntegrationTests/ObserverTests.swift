import ExhibitRecord
import Testing

extension IntegrationTests {
  /// Observers that the user adds, and how Exhibit's own is registered.
  @Suite struct ObserverTests {
    private static let outcomes = [
      "SetupTests.ObserverTests/test1Passes passed", "SetupTests.ObserverTests/test2Fails failed",
      "SetupTests.ObserverTests/test3IsSkipped skipped",
    ]

    private static let kinds = [
      "testStarted", "exhibitDirectoryMade", "issueRecorded", "testEnded", "valueAttached log.txt",
    ]

    private func run(_ observers: String, automatic: Bool = true) async throws -> SampleRun {
      var environment = ["BEHAVIOUR_OBSERVER": observers]
      if !automatic { environment["EXHIBIT_AUTO"] = "0" }
      let run = try await SamplePackage.behaviour.runBinary("SetupTests.ObserverTests", environment: environment)
      #expect(run.result.exitCode == 1)
      #expect(run.result.diagnostics.isEmpty)
      return run
    }

    @Test func usersObserverSeesEverythingToo() async throws {
      let run = try await run("own")
      #expect(
        run.result.outputLines(startingWith: "own observer") == [
          "own observer: ObserverTests.test1Passes starts", "own observer: ObserverTests.test1Passes has finished",
          "own observer: ObserverTests.test2Fails starts", "own observer: ObserverTests.test2Fails has finished",
          "own observer: ObserverTests.test3IsSkipped starts",
          "own observer: ObserverTests.test3IsSkipped has finished",
        ])
      #expect(try run.record().outcomes == Self.outcomes)
    }

    @Test(arguments: [true, false])
    func eventsAreTranslatedOnceWhoeverRegisters(_ automatic: Bool) async throws {
      let record = try await run("exhibit", automatic: automatic).record()
      #expect(record.outcomes == Self.outcomes)
      #expect(record.kinds(of: "SetupTests.ObserverTests/test2Fails") == Self.kinds)
      #expect(record.lines.filter { $0.payload.kind == "runStarted" }.count == 1)
      #expect(record.lines.filter { $0.payload.kind == "runEnded" }.count == 1)
      #expect(record.lines.last?.payload.kind == "runEnded")
    }

    @Test func nothingIsRecordedWithoutRegistration() async throws {
      #expect(try await run("own", automatic: false).artifacts.isUntouched)
    }
  }
}
