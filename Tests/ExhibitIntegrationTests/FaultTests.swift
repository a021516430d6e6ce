import ExhibitRecord
import Foundation
import Testing

extension IntegrationTests {
  /// What can go wrong with the place where evidence is kept, and changes nothing for the tests.
  @Suite struct FaultTests {
    private static let package = SamplePackage.behaviour
    private static let suite = "EvidenceTests.FaultTests"
    private static let outcomes = [
      "\(suite)/test1BeforeTheFault passed", "\(suite)/test2CausesTheFault passed",
      "\(suite)/test3AfterTheFault passed", "\(suite)/test4Fails failed",
    ]

    /// Runs the tests with the fault, and compares with what they do without Exhibit.
    private func run(
      _ fault: String, environment: [String: String] = [:], through wrapper: [String] = [],
      artifacts: ArtifactFolder? = nil
    ) async throws -> SampleRun {
      let variables = environment.merging(["BEHAVIOUR_FAULT": fault]) { $1 }
      let run = try await Self.package.runBinary(
        Self.suite, environment: variables, artifacts: artifacts, through: wrapper)
      // Without Exhibit there is no directory that could go away, be full or be removed.
      let off = try await Self.package.runBinary(
        Self.suite, environment: ["BEHAVIOUR_FAULT": "none", "EXHIBIT_DISABLED": "1"])
      #expect(run.result.exitCode == off.result.exitCode)
      #expect(OutputMask.lines(run.result.standardOutput) == OutputMask.lines(off.result.standardOutput))
      return run
    }

    /// Whether every artifact that the record lists is there, and as long as it should be.
    private func expectCompleteArtifacts(_ record: SampleRecord, in directory: String? = nil) {
      for artifact in record.attempts.flatMap(\.artifacts) {
        let path = "\(directory ?? record.run.path)/\(artifact.path)"
        #expect(FileSystem.size(of: path) == artifact.byteCount, "\(artifact.path)")
      }
    }

    @Test func artifactDirectoryIsRemoved() async throws {
      let run = try await run("directory is removed")
      let record = try run.record()
      #expect(
        run.result.standardError
          == "exhibit: \(record.run.path) was removed while its tests were running, and is made again\n")
      #expect(record.outcomes == Self.outcomes)
      // The log of the test that was running is whole; what it had saved is gone, as somebody wanted.
      let log = try record.text("log.txt", of: record.result("\(Self.suite)/test2CausesTheFault"))
      #expect(log.split(separator: "\n").filter { $0.hasSuffix("  a line") }.count == 2)
      #expect(log.contains("\noutcome   passed\n"))
      for test in ["test3AfterTheFault", "test4Fails"] {
        let result = try record.result("\(Self.suite)/\(test)")
        #expect(Set(result.artifacts.map(\.name)) == ["text", "log.txt", "stdout.txt"])
        #expect(try record.text("stdout.txt", of: result).hasPrefix("something\n"))
        #expect(try record.text("text.txt", of: result) == "some text")
      }
      #expect(FileManager.default.fileExists(atPath: run.artifacts.root.path + "/.gitignore"))
    }

    @Test func descriptorsAreUsedUp() async throws {
      let run = try await run("descriptors are used up")
      let record = try run.record()
      #expect(run.result.standardError.split(separator: "\n").count == 1, "\(run.result.standardError)")
      #expect(run.result.standardError.hasPrefix("exhibit: "))
      #expect(run.result.standardError.contains("Too many open files"))
      #expect(record.outcomes == Self.outcomes)
      expectCompleteArtifacts(record)
    }

    /// On a disk of its own, which this process may not be allowed to have.
    @Test(.enabled(if: Mount.isPossible)) func diskIsFull() async throws {
      let folder = try TemporaryFolder()
      let run = try await run(
        "disk is full", environment: ["KEEP": folder.path + "/kept"], through: Mount.command(options: "size=192k"))
      #expect(run.result.standardError.split(separator: "\n").count == 1, "\(run.result.standardError)")
      #expect(run.result.standardError.hasPrefix("exhibit: "))
      #expect(run.result.standardError.contains("No space left on device"))

      let kept = ArtifactFolder(in: folder, named: "kept")
      let record = try SampleRecord(of: try #require(kept.root.allRuns().first), in: kept)
      #expect(record.outcomes.first == Self.outcomes.first)
      // The record says where it ends, and calls nothing a crash.
      #expect(record.attempts.allSatisfy { [.passed, .failed, .lost].contains($0.outcome) })
      #expect(record.attempts.contains { $0.note?.contains("No space left on device") == true })
      #expect(record.attempts.count == 4)
      expectCompleteArtifacts(record)
    }

    @Test(.enabled(if: Mount.isPossible)) func artifactDirectoryIsReadOnly() async throws {
      let folder = try TemporaryFolder()
      let run = try await run(
        "none", environment: ["KEEP": folder.path + "/kept"], through: Mount.command(options: "ro"))
      #expect(run.result.standardError.split(separator: "\n").count == 1, "\(run.result.standardError)")
      #expect(run.result.standardError.hasPrefix("exhibit: no evidence is kept: "))
      #expect(run.result.standardError.contains("Read-only file system. Set EXHIBIT_ARTIFACT_DIR"))
    }

    /// The wall clock is set back by an hour between any two looks at it.
    @Test func clockJumps() async throws {
      let library = try Preload.library(
        """
        #define _GNU_SOURCE
        #include <time.h>
        #include <sys/syscall.h>
        #include <unistd.h>
        int clock_gettime(clockid_t clock, struct timespec *time) {
          static long back;
          long result = syscall(SYS_clock_gettime, clock, time);
          if (clock == CLOCK_REALTIME) time->tv_sec -= __atomic_add_fetch(&back, 1, __ATOMIC_RELAXED) * 3600;
          return (int)result;
        }
        """)
      let run = try await run("none", environment: ["LD_PRELOAD": library.path])
      let record = try run.record()
      #expect(run.result.standardError == "")
      #expect(record.outcomes == Self.outcomes)
      let starts = record.attempts.compactMap(\.startedAt)
      #expect(starts == starts.sorted())
      #expect(record.attempts.allSatisfy { (0..<60_000_000_000).contains($0.durationNanoseconds ?? -1) })
      #expect(try (0..<60).contains(#require(record.endedAt) - #require(record.startedAt)))
      let jumps = zip(record.lines, record.lines.dropFirst())
        .count { ($0.payload.instant?.since1970 ?? 0) > ($1.payload.instant?.since1970 ?? .infinity) }
      #expect(jumps > 5, "the clock was not set back")
    }

    @Test func fileSystemHasNoLocks() async throws {
      let library = try Preload.library(
        """
        #include <errno.h>
        int flock(int descriptor, int operation) {
          errno = ENOLCK;
          return -1;
        }
        """)
      let gate = try Gate()
      let artifacts = try ArtifactFolder()
      async let waiting = Self.package.runBinary(
        "FirstTests.GateTests", environment: gate.variables.merging(["LD_PRELOAD": library.path]) { $1 },
        artifacts: artifacts)
      _ = try await gate.waitForTests(1)
      // That the process lives is seen without the lock.
      let open = try RunSummary.read(try #require(artifacts.root.allRuns().first))
      #expect(open.processes.map { $0.header?.locked } == [false])
      #expect(open.isRunning)
      #expect(open.attempts.map(\.outcome) == [.running])
      gate.open(for: 1)
      let run = try await waiting
      #expect(run.result.standardError == "")
      #expect(try run.record().outcomes == ["FirstTests.GateTests/testWaitsAtTheGate passed"])
      #expect(try !run.record().summary.isRunning)
    }
  }
}
