import ExhibitRecord
import Foundation
import Testing

#if os(Linux)
  extension IntegrationTests {
    /// Streams and processes that are not what they usually are.
    @Suite struct OddStreamTests {
      private static let package = SamplePackage.behaviour
      private static let looking = "OutputTests.StreamTests/test2LooksAtTheStreams"

      /// What makes standard output, a pipe, a small one, and gives its place to a command.
      private static let smallPipe = ["perl", "-e", "fcntl(STDOUT, 1031, 8192) or die; exec @ARGV"]

      /// What makes the process take in orphans below it, as the first process of many containers does.
      private static let subreaper = [
        "perl", "-e",
        "use POSIX; syscall((POSIX::uname())[4] eq 'x86_64' ? 157 : 167, 36, 1, 0, 0, 0) == 0 or die; exec @ARGV",
      ]

      private static let isNamespacePossible: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["unshare", "-rpf", "true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
      }()

      /// The files of a run that hold a text.
      private func files(holding text: String, in run: SampleRun) throws -> [String] {
        let root = run.artifacts.root.path
        let names = try FileManager.default.subpathsOfDirectory(atPath: root)
        #expect(names.contains { $0.hasSuffix("/kept.txt") })
        return names.filter { name in
          let data = FileManager.default.contents(atPath: root + "/" + name) ?? Data()
          return data.range(of: Data(text.utf8)) != nil
        }
      }

      @Test func closedStreamIsNoFileOfOurs() async throws {
        let run = try await Self.package.compared("OutputTests.ClosedStreamTests", ["BEHAVIOUR_OUTPUT": "closed"])
        #expect(run.result.exitCode == 0)
        let record = try run.record()
        #expect(record.attempts.map(\.outcome) == [.passed, .passed, .passed])
        #expect(
          try record.keptText("stdout.txt", of: "OutputTests.ClosedStreamTests/test1ClosesTheStream") == "before\n")
        #expect(try files(holding: "into nothing", in: run) == [])
        // XCTest prints that a test has passed when there is nothing to print to any more.
        #expect(try files(holding: "' passed (", in: run) == [])
      }

      /// Without standard output from the start, Dispatch gets its number, and XCTest prints into that.
      @Test(arguments: ["<&-", "2>&-", "<&- 2>&-"])
      func streamThatIsClosedFromTheStartIsNoFileOfOurs(_ closing: String) async throws {
        let script = #""$BINARY" OutputTests.ClosedStreamTests "# + closing
        let variables = ["BEHAVIOUR_OUTPUT": "look"]
        let run = try await Self.package.runScript(script, environment: variables)
        let off = try await Self.package.runScript(script, environment: variables.merging(SamplePackage.off) { $1 })
        #expect(run.result.exitCode == 0)
        #expect(OutputMask.lines(run.result.outputBytes) == OutputMask.lines(off.result.outputBytes))
        let record = try run.record()
        #expect(record.attempts.map(\.outcome) == [.passed, .passed, .passed])
        #expect(record.lines.contains { $0.payload.kind == "runEnded" })
        #expect(try files(holding: "' passed (", in: run).map(\.lastPathName) == ["stdout.txt"])
      }

      /// A daemon closes its streams; nothing else that it inherits must keep them open.
      @Test func daemonHoldsNothingUp() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/daemon"
        #expect(mkfifo(path, 0o600) == 0)
        let run = try await Self.package.runBinary(
          "OutputTests.DaemonTests/testLeavesADaemon", environment: ["BEHAVIOUR_DAEMON": path])
        #expect(run.result.exitCode == 0)
        // Both streams have ended. Who can open the pipe has found a reader.
        let gate = open(path, O_WRONLY | O_NONBLOCK)
        #expect(gate >= 0, "the streams ended only with the daemon")
        _ = write(gate, "x", 1)
        close(gate)
        #expect(
          try run.record().keptText("stdout.txt", of: "OutputTests.DaemonTests/testLeavesADaemon")
            == "before\nin the child\nafter\n")
      }

      @Test func processThatTakesInOrphansHasNoChild() async throws {
        let tests = "OutputTests.StreamTests/test1HasNoChild,OutputTests.PrintingTests/test3PrintsWithC"
        let run = try await Self.package.compared(tests, through: Self.subreaper)
        #expect(run.result.exitCode == 0)
        let record = try run.record()
        #expect(try record.keptText("stdout.txt", of: "OutputTests.PrintingTests/test3PrintsWithC") == "with C\n")
        #expect(record.diagnostics.isEmpty)
      }

      @Test(.enabled(if: isNamespacePossible))
      func firstProcessOfAContainerIsLeftAlone() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{plugins: {output: {enabled: true}}}", to: "exhibit.json")
        let first = ["unshare", "-rpf"]
        let tests = "OutputTests.StreamTests/test1HasNoChild,OutputTests.PrintingTests/test3PrintsWithC"
        let run = try await Self.package.runBinary(tests, environment: ["EXHIBIT_CONFIG": file], through: first)
        let off = try await Self.package.runBinary(tests, environment: SamplePackage.off, through: first)
        #expect(run.result.exitCode == 0)
        #expect(OutputMask.lines(run.result.outputBytes) == OutputMask.lines(off.result.outputBytes))
        #expect(run.result.diagnostics.count == 1)
        #expect(run.result.diagnostics.first?.contains("this is the first process of a container") == true)
        #expect(try run.record().attempts.map(\.outcome) == [.passed, .passed])
      }

      @Test func pipeOfAnotherSizeLooksTheSame() async throws {
        let run = try await Self.package.compared(Self.looking, through: Self.smallPipe)
        #expect(run.result.standardOutput.contains(" 8192 "))
        #expect(try run.record().keptText("stdout.txt", of: Self.looking)?.contains(" 8192 ") == true)
      }

      @Test func terminalLooksTheSame() async throws {
        let script = #"script -qec "$BINARY \#(Self.looking)" /dev/null </dev/null"#
        let run = try await Self.package.runScript(script)
        let off = try await Self.package.runScript(script, environment: SamplePackage.off)
        #expect(run.result.exitCode == 0)
        #expect(run.result.standardOutput.contains("\n1 "))
        #expect(OutputMask.lines(run.result.outputBytes) == OutputMask.lines(off.result.outputBytes))
        #expect(try run.record().keptText("stdout.txt", of: Self.looking) == nil)
      }

      /// The process has written everything before it is seen that nobody reads.
      @Test func littleThatNobodyReadsEndsTheProcessAsEver() async throws {
        let script = """
          exec 3> >(:)
          wait $!
          "$BINARY" OutputTests.WildTests/test5PrintsToTheOtherStream 2>&3 3>&- >/dev/null
          echo $?
          """
        let run = try await Self.package.runScript(script)
        let off = try await Self.package.runScript(script, environment: SamplePackage.off)
        #expect(run.result.standardOutput == "141\n")
        #expect(off.result.standardOutput == "141\n")
      }

      /// The pause is longer than marks wait where nobody reads a stream at all.
      ///
      /// What is in the pipe before decides on whether a mark or a line finds no room.
      @Test func readerThatPausesLosesNoBoundary() async throws {
        let runs = try await withThrowingTaskGroup(of: SampleRun.self) { group in
          for count in 0..<6 {
            let script = """
              perl -e 'fcntl(STDOUT, 1031, 8192) or die; $| = 1; print "x" x \(97 * count); exec @ARGV' \
                "$BINARY" VolumeTests.VolumeATests,VolumeTests.VolumeBTests,VolumeTests.VolumeCTests | { sleep 2; cat; }
              """
            group.addTask { try await Self.package.runScript(script) }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        for run in runs {
          #expect(run.result.diagnostics.isEmpty)
          let record = try run.record()
          #expect(record.diagnostics.isEmpty)
          let failed = record.attempts.filter { $0.outcome == .failed }
          #expect(failed.count == 15)
          for attempt in failed {
            let text = try record.keptText("stdout.txt", of: attempt.key.id)
            #expect(text?.split(separator: "\n").count == 1, "\(attempt.key.id): \(text ?? "nothing")")
          }
        }
      }
    }
  }
#endif
