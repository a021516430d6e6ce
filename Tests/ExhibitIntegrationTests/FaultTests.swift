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

    /// On a disk of its own, which this process may not be allowed to have; ext2 and some others cannot reserve room.
    @Test(.enabled(if: Mount.isPossible), arguments: [true, false]) func diskIsFull(reservesRoom: Bool) async throws {
      let folder = try TemporaryFolder()
      let library = try Preload.library(
        """
        #include <errno.h>
        int fallocate(int descriptor, int mode, long offset, long count) {
          errno = EOPNOTSUPP;
          return -1;
        }
        """)
      var environment = ["KEEP": folder.path + "/kept"]
      if !reservesRoom { environment["LD_PRELOAD"] = library.path }
      let run = try await run(
        "disk is full", environment: environment, through: Mount.command(options: "size=192k"))
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
      #expect(record.summary.processes.allSatisfy { $0.damagedLines == 0 })
      expectCompleteArtifacts(record)
    }

    /// What has no place in the run is lost, and nothing of it stays anywhere else.
    @Test(.enabled(if: Mount.isPossible)) func inodesAreUsedUp() async throws {
      let folder = try TemporaryFolder()
      let run = try await run(
        "inodes are used up",
        environment: [
          "KEEP": folder.path + "/kept", "TMPDIR": folder.path, "EXHIBIT_RUN": "with-output",
        ],
        through: Mount.command(options: "size=2m,nr_inodes=64"))
      #expect(run.result.standardError.split(separator: "\n").count == 1, "\(run.result.standardError)")
      #expect(run.result.standardError.contains("No space left on device"))
      #expect(folder.contents.filter { !$0.hasPrefix("kept") } == [])

      let kept = ArtifactFolder(in: folder, named: "kept")
      let record = try SampleRecord(of: try #require(kept.root.allRuns().first), in: kept)
      #expect(record.outcomes == Self.outcomes)
      expectCompleteArtifacts(record)
      for test in ["test3AfterTheFault", "test4Fails"] {
        #expect(try record.result("\(Self.suite)/\(test)").artifacts.isEmpty)
        let lost = record.lines.filter {
          $0.payload.kind == "exhibitArtifactLost" && $0.payload.testID == "\(Self.suite)/\(test)"
        }
        let messages = lost.compactMap { $0.payload.messages?.first?.text }
        #expect(messages.contains { $0.hasPrefix("'log.txt' was not saved: ") }, "\(messages)")
        #expect(messages.contains { $0.hasPrefix("'text' was not saved: ") }, "\(messages)")
        #expect(messages.contains { $0.hasPrefix("what the test prints was not saved: ") }, "\(messages)")
      }
    }

    /// Everything fails from then on, for one reason.
    @Test func artifactDirectoryIsReplacedByAFile() async throws {
      let folder = try TemporaryFolder()
      let artifacts = ArtifactFolder(in: folder, named: "Artifacts")
      let run = try await run(
        "directory is replaced", environment: ["TMPDIR": folder.path], artifacts: artifacts)
      #expect(run.result.standardError.split(separator: "\n").count == 1, "\(run.result.standardError)")
      #expect(run.result.standardError.contains("Not a directory"))
      #expect(folder.contents == ["Artifacts"])
    }

    /// As after an error of the disk; what was written before is readable, and nothing is stated that nobody can know.
    @Test func diskBecomesReadOnly() async throws {
      let folder = try TemporaryFolder()
      let artifacts = ArtifactFolder(in: folder, named: "Artifacts")
      let library = try Preload.library(Self.readOnlyDisk)
      let run = try await run(
        "flag is raised",
        environment: [
          "LD_PRELOAD": library.path, "BEHAVIOUR_FLAG": folder.path + "/flag", "TMPDIR": folder.path,
        ], artifacts: artifacts)
      #expect(run.result.standardError.split(separator: "\n").count == 1, "\(run.result.standardError)")
      #expect(run.result.standardError.contains("Read-only file system"))
      #expect(folder.contents.filter { !$0.hasPrefix("Artifacts") } == ["flag"])
      let record = try SampleRecord(of: try #require(artifacts.root.allRuns().first), in: artifacts)
      let (first, second) = (record.attempts[0], record.attempts[1])
      #expect(first.outcome == .passed)
      #expect(second.note?.hasPrefix("the record ends in the test: ") == true, "\(second.note ?? "")")
      #expect(second.note?.hasSuffix(", or could write no more") == true)
      expectCompleteArtifacts(record)
    }

    private static let readOnlyDisk = """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <errno.h>
      #include <fcntl.h>
      #include <stdarg.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/stat.h>
      #include <sys/syscall.h>
      #include <unistd.h>
      #define call(...) ((long (*)(long, ...))next())(__VA_ARGS__)
      static void *next(void) {
        static void *found;
        if (!found) found = dlsym(RTLD_NEXT, "syscall");
        return found;
      }
      static int is_refused(const char *path) {
        const char *root = getenv("EXHIBIT_ARTIFACT_DIR"), *flag = getenv("BEHAVIOUR_FLAG");
        return root && flag && strncmp(path, root, strlen(root)) == 0 &&
               call(SYS_faccessat, AT_FDCWD, flag, F_OK) == 0;
      }
      static int is_open_refused(int descriptor) {
        char link[64], path[4096];
        snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
        long count = readlink(link, path, sizeof path - 1);
        if (count < 0) return 0;
        path[count] = 0;
        return is_refused(path);
      }
      static long refuse(void) {
        errno = EROFS;
        return -1;
      }
      ssize_t write(int descriptor, const void *bytes, size_t count) {
        return is_open_refused(descriptor) ? refuse() : call(SYS_write, descriptor, bytes, count);
      }
      int fallocate(int descriptor, int mode, off_t offset, off_t count) {
        return is_open_refused(descriptor) ? refuse() : call(SYS_fallocate, descriptor, mode, offset, count);
      }
      int mkdir(const char *path, mode_t mode) {
        return is_refused(path) ? refuse() : call(SYS_mkdirat, AT_FDCWD, path, mode);
      }
      int rename(const char *from, const char *to) {
        return is_refused(to) ? refuse() : call(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
      }
      int open(const char *path, int flags, ...) {
        va_list list;
        va_start(list, flags);
        int mode = flags & O_CREAT ? va_arg(list, int) : 0;
        va_end(list);
        if ((flags & O_CREAT) && is_refused(path)) return refuse();
        return call(SYS_openat, AT_FDCWD, path, flags, mode);
      }
      long syscall(long number, ...) {
        va_list list;
        va_start(list, number);
        long a = va_arg(list, long), b = va_arg(list, long), c = va_arg(list, long), d = va_arg(list, long),
             e = va_arg(list, long), f = va_arg(list, long);
        va_end(list);
        if (number == SYS_write && is_open_refused((int)a)) return refuse();
        if (number == SYS_openat && (c & O_CREAT) && is_refused((const char *)b)) return refuse();
        if (number == SYS_mkdirat && is_refused((const char *)b)) return refuse();
        if (number == SYS_renameat2 && is_refused((const char *)d)) return refuse();
        return call(number, a, b, c, d, e, f);
      }
      """

    /// A limit on the size of files is for the tests; what Exhibit cannot write then is lost, and no process ends.
    @Test(arguments: [("file is long", ["bash", "-c", #"ulimit -f 100; "$@""#, "bash"]), ("files are limited", [])])
    func sizeOfFilesIsLimited(fault: String, wrapper: [String]) async throws {
      let run = try await run(fault, through: wrapper.isEmpty ? [] : ["/usr/bin/env"] + wrapper)
      #expect(run.result.standardError.split(separator: "\n").count == 1, "\(run.result.standardError)")
      #expect(run.result.standardError.contains("'a lot' was not saved: "))
      #expect(run.result.standardError.contains("File too large"))
      let record = try run.record()
      #expect(record.outcomes == Self.outcomes)
      expectCompleteArtifacts(record)
    }

    @Test func recordMayNotGrow() async throws {
      let run = try await run(
        "none", through: ["/usr/bin/env", "bash", "-c", #"ulimit -f 7; "$@""#, "bash"])
      #expect(run.result.standardError.split(separator: "\n").count == 1, "\(run.result.standardError)")
      let record = try run.record()
      #expect(record.attempts.contains { $0.note?.hasSuffix("File too large") == true })
      #expect(record.attempts.allSatisfy { [.passed, .failed, .lost].contains($0.outcome) })
      expectCompleteArtifacts(record)
    }

    /// A test that exceeds a limit by itself has what it would have without Exhibit.
    @Test func testExceedsItsLimit() async throws {
      let variables = ["BEHAVIOUR_FAULT": "limit is exceeded"]
      let run = try await Self.package.runBinary(Self.suite, environment: variables)
      let off = try await Self.package.runBinary(
        Self.suite, environment: variables.merging(["EXHIBIT_DISABLED": "1"]) { $1 })
      #expect(off.result.exitCode == 128 + SIGXFSZ)
      #expect(run.result.exitCode == off.result.exitCode)
      let ended = try run.record().result("\(Self.suite)/test2CausesTheFault")
      #expect(ended.outcome == .killed)
      #expect(ended.note?.contains("SIGXFSZ") == true)
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
