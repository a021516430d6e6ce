import ExhibitRecord
import Foundation
import Testing

extension IntegrationTests {
  /// A test that ends its process.
  @Suite struct DisasterTests {
    private static let package = SamplePackage.behaviour
    #if arch(x86_64)
      private static let trapped = "the process crashed with SIGILL while the test was running"
    #else
      private static let trapped = "the process crashed with SIGTRAP while the test was running"
    #endif
    private static let silence =
      "its process was killed (SIGKILL, or a want of memory or stack), ended by _exit, or could write no more"
    private static let killed = "the process was killed while the test was running (SIGKILL)"
    private static let guessed = "the record ends in the test: \(silence)"
    private static let left =
      "the process ended with status 5 while the test was running (_exit, or another program in its place)"
    private static let interrupted = "the process was killed while the test was running (SIGRTMIN+3)"
    private static let terminated = "the process was killed while the test was running (SIGTERM)"
    private static let overflowed = "the process crashed with SIGSEGV while the test was running"
    private static let exited = "the process exited while the test was running"

    @Test(arguments: [
      ("trap", Outcome.crashed, trapped), ("overflow", .crashed, overflowed), ("exit", .crashed, exited),
      ("kill", .killed, killed), ("terminate", .killed, terminated), ("overflow aside", .crashed, overflowed),
      ("leave", .crashed, left), ("quick exit", .crashed, exited), ("real time", .killed, interrupted),
    ])
    func recordSaysWhichTestItWas(_ disaster: String, outcome: Outcome, note: String) async throws {
      let environment = ["BEHAVIOUR_DISASTER": disaster]
      let run = try await Self.package.test("--filter", "DisasterTests", environment: environment)
      let record = try run.record()
      #expect(
        record.outcomes == [
          "FirstTests.DisasterTests/test1HasFinished passed", "FirstTests.DisasterTests/test2EndsTheProcess \(outcome)",
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
      // What the runtime says at a trap is the test's output too.
      #expect(crashed.artifacts.map(\.name).filter { $0 != "stderr.txt" } == ["last words"])
      let shown = try await Self.package.exhibit("show", artifacts: run.artifacts)
      let path = "\(record.run.path)/tests/FirstTests/DisasterTests/test2EndsTheProcess"
      #expect(
        shown.standardOutput.contains(
          "✘ FirstTests.DisasterTests/test2EndsTheProcess  \(outcome)\n    \(note)\n    \(path)\n"))
      #expect(shown.standardOutput.hasSuffix("3 tests: 1 passed, 1 \(outcome), 1 lost\n"))
    }

    @Test(arguments: [
      "trap", "overflow", "exit", "kill", "terminate", "overflow aside", "leave", "quick exit", "real time",
      "close and trap",
    ])
    func exitCodeIsThatOfTheProcess(_ disaster: String) async throws {
      func exitCode(_ variables: [String: String]) async throws -> Int32 {
        let environment = ["BEHAVIOUR_DISASTER": disaster].merging(variables) { $1 }
        return try await Self.package.runBinary("FirstTests.DisasterTests", environment: environment).result.exitCode
      }
      #expect(try await exitCode([:]) == exitCode(["EXHIBIT_DISABLED": "1"]))
    }

    /// Nothing is kept of the output here, and so nobody sees the end.
    @Test(arguments: [
      ("kill", guessed), ("leave", guessed), ("overflow aside", guessed), ("real time", interrupted),
      ("quick exit", exited), ("close and trap", trapped),
    ])
    func endThatNobodySeesIsGuessed(_ disaster: String, note: String) async throws {
      let record = try await Self.package.runScript(
        #""$BINARY" FirstTests.DisasterTests > /dev/null 2>&1"#, environment: ["BEHAVIOUR_DISASTER": disaster]
      ).record()
      #expect(try record.result("FirstTests.DisasterTests/test2EndsTheProcess").note == note)
    }

    /// The streams come to an end later than the process.
    @Test func endIsSeenAlsoWhereAChildLivesOn() async throws {
      let gate = try Gate()
      let artifacts = try ArtifactFolder()
      async let ending = Self.package.runBinary(
        "FirstTests.DisasterTests", environment: gate.variables.merging(["BEHAVIOUR_DISASTER": "fork"]) { $1 },
        artifacts: artifacts)
      func hasEnded() throws -> Bool {
        guard let run = artifacts.root.allRuns().first else { return false }
        return FileSystem.names(in: run.events).contains {
          $0.hasSuffix("-output.jsonl")
            && FileSystem.text(of: run.events + "/" + $0)?.contains(#""exhibitProcessEnded""#) == true
        }
      }
      for _ in 0..<1000 where try !hasEnded() { try await Task.sleep(for: .milliseconds(20)) }
      #expect(try hasEnded())
      gate.open(for: 1)
      let record = try await ending.record()
      #expect(try record.result("FirstTests.DisasterTests/test2EndsTheProcess").note == Self.killed)
    }

    /// With the descriptors the lock is gone.
    @Test func testThatClosesTheDescriptorsOfExhibitIsRunning() async throws {
      let gate = try Gate()
      let artifacts = try ArtifactFolder()
      let waits = gate.variables.merging(["BEHAVIOUR_DISASTER": "close and wait"]) { $1 }
      async let waiting = Self.package.runBinary("FirstTests.DisasterTests", environment: waits, artifacts: artifacts)
      let pid = try #require(try await gate.waitForTests(1).first)
      let run = try #require(artifacts.root.allRuns().first)
      #expect(try RunSummary.read(run).attempts.map(\.outcome) == [.passed, .running])
      let name = try #require(FileSystem.names(in: run.events).first { !$0.contains("-output") })
      let condition = RunInspector(root: artifacts.root).condition(of: run)
      #expect(condition == .inProgress("a process writes \(name)"))
      kill(pid_t(pid), SIGKILL)
      #expect(try await waiting.result.exitCode == 137)
      #expect(try RunSummary.read(run).attempts.map(\.outcome) == [.passed, .killed, .lost])
    }

    @Test func parallelRunLosesOnlyTheTestThatCrashed() async throws {
      let run = try await Self.package.test(
        "--parallel", "--filter", "DisasterTests", environment: ["BEHAVIOUR_DISASTER": "kill"])
      #expect(
        try run.record().outcomes == [
          "FirstTests.DisasterTests/test1HasFinished passed", "FirstTests.DisasterTests/test2EndsTheProcess killed",
          "FirstTests.DisasterTests/test3NeverStarts passed",
        ])
    }

    /// The runtime stops all threads while it looks at them, ours too.
    @Test func reportOfTheRuntimeIsTheSame() async throws {
      func report(_ variables: [String: String]) async throws -> [String] {
        let environment = ["BEHAVIOUR_DISASTER": "trap", "SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no"]
        let run = try await Self.package.runBinary(
          "FirstTests.DisasterTests", environment: environment.merging(variables) { $1 })
        return run.result.standardError.split(separator: "\n").map(String.init)
      }
      let with = try await report([:])
      #expect(with.contains { $0.contains("FirstTests/DisasterTests.swift") })
      #expect(!with.contains { $0.hasPrefix("swift-runtime:") || $0.hasPrefix("exhibit:") }, "\(with)")
    }

    /// The runtime writes its crash report after Exhibit has seen the signal.
    @Test func crashReportIsJoined() async throws {
      let artifacts = try ArtifactFolder()
      let crashes = artifacts.root.path + "/runs/with-report/crashes"
      try FileManager.default.createDirectory(atPath: crashes, withIntermediateDirectories: true)
      let run = try await Self.package.runBinary(
        "FirstTests.DisasterTests",
        environment: [
          "BEHAVIOUR_DISASTER": "trap", "EXHIBIT_RUN": "with-report",
          "SWIFT_BACKTRACE": "enable=yes,format=json,interactive=no,color=no,output-to=\(crashes)",
        ], artifacts: artifacts)
      let record = try SampleRecord(of: #require(artifacts.root.allRuns().first), in: artifacts)
      let crashed = try record.result("FirstTests.DisasterTests/test2EndsTheProcess")
      #expect(crashed.outcome == .crashed)
      let note = try #require(crashed.note)
      #expect(note.contains("FirstTests/DisasterTests.swift:"), "\(note)\n\(run.result.standardError)")
      #expect(note.contains("DisasterTests.test2EndsTheProcess()"))
      let report = try #require(crashed.artifacts.first { $0.name == "crash report" })
      #expect(FileSystem.size(of: record.run.path + "/" + report.path) == report.byteCount)
    }

    /// A test that does not end: while it runs, and after somebody has lost patience.
    @Test func runningAndHungAreToldApart() async throws {
      let gate = try Gate()
      let artifacts = try ArtifactFolder()
      let variables = gate.variables.merging(["EXHIBIT_TEST_TIMEOUT": "0.5"]) { $1 }
      async let waiting = Self.package.runBinary(
        "FirstTests.GateTests", environment: variables, artifacts: artifacts)
      let pid = try #require(try await gate.waitForTests(1).first)
      let run = try #require(artifacts.root.allRuns().first)
      let shown = try await Self.package.exhibit("show", artifacts: artifacts)
      #expect(shown.standardOutput.contains("… FirstTests.GateTests/testWaitsAtTheGate  running  for "))
      // The record hears of it now and then; nothing else tells the time of a process that is killed.
      func hasRunForHalfASecond() throws -> Bool {
        try SampleRecord(of: run, in: artifacts).lines.contains {
          $0.payload.kind == "exhibitTestRunning" && $0.payload.exhibit?.durationNanoseconds ?? 0 >= 500_000_000
        }
      }
      while try !hasRunForHalfASecond() { try await Task.sleep(for: .milliseconds(20)) }
      #expect(try RunSummary.read(run).attempts.map(\.outcome) == [.running])
      kill(pid_t(pid), SIGKILL)
      #expect(try await waiting.result.exitCode == 137)
      let record = try SampleRecord(of: run, in: artifacts)
      #expect(record.outcomes == ["FirstTests.GateTests/testWaitsAtTheGate hung"])
      #expect(record.attempts.first?.note?.contains("s when the process was killed (SIGKILL") == true)
    }
  }
}
