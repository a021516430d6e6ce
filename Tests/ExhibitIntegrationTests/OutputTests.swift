import ExhibitRecord
import Foundation
import Testing

#if os(Linux)
  extension IntegrationTests {
    /// What tests print is kept test by test, and comes out as it does without Exhibit.
    @Suite struct OutputTests {
      private static let package = SamplePackage.behaviour
      private static let off = SamplePackage.off
      private static let printing = "OutputTests.PrintingTests/"

      private func kept(_ name: String, of test: String, in record: SampleRecord) throws -> Data? {
        try record.kept(name, of: "OutputTests." + test)
      }

      private func text(_ name: String, of test: String, in record: SampleRecord) throws -> String? {
        try record.keptText(name, of: "OutputTests." + test)
      }

      private func expectPrinted(_ record: SampleRecord) throws {
        func out(_ test: String) throws -> String? { try text("stdout.txt", of: "PrintingTests/" + test, in: record) }
        func err(_ test: String) throws -> String? { try text("stderr.txt", of: "PrintingTests/" + test, in: record) }
        #expect(try out("test1PrintsAndLeavesALineOpen") == "a line\nan open line")
        #expect(try out("test2WritesPastTheBuffer") == "past the buffer\n")
        #expect(try err("test2WritesPastTheBuffer") == "on standard error\n")
        #expect(try out("test3PrintsWithC") == "with C\n")
        #expect(try err("test3PrintsWithC") == "with perror: Permission denied\n")
        #expect(try out("test4WritesThroughAFileHandle") == "written second\nprinted first\n")
        #expect(try err("test4WritesThroughAFileHandle") == "to the other handle\n")
        #expect(try out("test5PrintsInAChild") == "in a child\nby name\n")
        #expect(try err("test5PrintsInAChild") == "err\n")
        #expect(try out("test6PrintsOnThreads") == String(repeating: "on a thread\n", count: 400))
        #expect(try out("test7PrintsNothing") == nil)
        #expect(try err("test7PrintsNothing") == nil)
        // The test's own file of that name stays.
        #expect(try out("test8SavesAFileOfThatName") == "a file")
        #expect(try text("stdout-2.txt", of: "PrintingTests/test8SavesAFileOfThatName", in: record) == "printed\n")
        let bytes = Data((0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) })
        #expect(try kept("stdout.txt", of: "PrintingTests/test9PrintsBytes", in: record) == bytes)
        let failure = try #require(try out("testAFails"))
        #expect(failure.hasPrefix("before the failure\n"))
        #expect(failure.hasSuffix("error: PrintingTests.testAFails : failed - on purpose\n"))
        // Only XCTest's own lines are left out, in their place.
        #expect(
          try out("testBPrintsWhatXCTestPrints") == """
            Test Case 'PrintingTests.testBPrintsWhatXCTestPrints' passed (0.0 seconds)
            Test Case 'Pr
            """)
      }

      @Test func everythingThatIsPrintedIsKeptAndPassedOn() async throws {
        let run = try await Self.package.compared("OutputTests.PrintingTests")
        let record = try run.record()
        try expectPrinted(record)
        // The process that keeps the output is none of the run's.
        #expect(record.processes.count == 1)
        #expect(FileSystem.names(in: record.run.events).count == 2)
        #expect(record.diagnostics.isEmpty)
        // What is outside of tests is all the rest.
        let outside = try String(
          contentsOfFile: "\(record.run.path)/processes/\(record.processes[0].name)/stdout.txt", encoding: .utf8)
        // The first line comes before or after the beginning, as the observers have it.
        #expect(outside.contains("Test Suite 'PrintingTests' started at "))
        #expect(outside.split(separator: "\n").filter { $0.hasPrefix("Test Case '") }.count == 22)
        #expect(outside.hasSuffix(" seconds\n"))
        let others = outside.split(separator: "\n").filter { !$0.hasPrefix("Test ") }
        #expect(others.count == 2 && others.allSatisfy { $0.contains("Executed 11 tests, with 1 failure") })
      }

      @Test func swiftTestKeepsTheSame() async throws {
        let run = try await Self.package.test("--filter", "OutputTests.PrintingTests")
        try expectPrinted(run.record())
        #expect(!run.result.standardOutput.contains("exhibit:"))
      }

      @Test func parallelRunKeepsTheSame() async throws {
        let run = try await Self.package.test("--parallel", "--filter", "OutputTests.PrintingTests")
        let record = try run.record()
        try expectPrinted(record)
        #expect(record.processes.count == 11)
      }

      @Test func testsSeeTheStreamsThatTheyWouldSee() async throws {
        let run = try await Self.package.compared("OutputTests.StreamTests")
        #expect(run.result.exitCode == 0)
        let record = try run.record()
        func out(_ test: String) throws -> String? { try text("stdout.txt", of: "StreamTests/" + test, in: record) }
        #expect(try out("test3ClosesAndReopens") == "before\nafter\n")
        #expect(
          try text("stderr.txt", of: "StreamTests/test4RedirectsToAFile", in: record) == "not into the file\n")
        #expect(try out("test5ForksAChildThatPrints") == "not printed twice\nin the fork\nafter the fork\n")
        #expect(record.diagnostics.isEmpty)
        let parallel = try await Self.package.test("--parallel", "--filter", "OutputTests.StreamTests")
        #expect(parallel.result.exitCode == 0)
        #expect(try parallel.record().diagnostics.isEmpty)
      }

      /// Everything that had left the process is kept; what was in its buffers too, unless it was killed.
      @Test(arguments: [
        ("trap", 132, true), ("abort", 134, true), ("terminate", 143, true), ("kill", 137, false),
        ("group", 137, false), ("exit", 3, true), ("real-time", 168, true),
      ])
      func endOfTheProcessLosesNothing(_ ending: String, code: Int32, isBufferKept: Bool) async throws {
        let run = try await Self.package.compared("OutputTests.EndingTests", ["BEHAVIOUR_OUTPUT": ending])
        // A trap is another signal on another processor.
        #expect(run.result.exitCode == code || ending == "trap")
        // The test process does not wait for the one that keeps its output.
        let record = try run.record()
        #expect(try text("stdout.txt", of: "EndingTests/test1HasFinished", in: record) == "of the first\n")
        #expect(
          try text("stdout.txt", of: "EndingTests/test2EndsTheProcess", in: record)
            == "at once\n" + (isBufferKept ? "in the buffer" : ""))
        #expect(
          try text("stderr.txt", of: "EndingTests/test2EndsTheProcess", in: record)?
            .hasPrefix("on standard error\n") == true)
        #expect([.crashed, .killed].contains(try record.result("OutputTests.EndingTests/test2EndsTheProcess").outcome))
        #expect(!run.result.standardOutput.contains("in the buffer") || ending == "exit")
      }

      @Test func descriptorsThatATestClosesAreLeftAlone() async throws {
        let run = try await Self.package.compared("OutputTests.WildTests", ["BEHAVIOUR_OUTPUT": "close"])
        #expect(run.result.exitCode == 0)
        let record = try run.record()
        func out(_ test: String) throws -> String? { try text("stdout.txt", of: "WildTests/" + test, in: record) }
        #expect(try out("test2ClosesEverythingElse") == "before\nafter\n")
        #expect(try out("test3FindsItsFilesUntouched") == "later\n")
        #expect(try text("stderr.txt", of: "WildTests/test5PrintsToTheOtherStream", in: record) == "still here\n")
      }

      @Test func streamThatATestReopensElsewhereIsGone() async throws {
        let run = try await Self.package.compared("OutputTests.WildTests", ["BEHAVIOUR_OUTPUT": "reopen"])
        let record = try run.record()
        #expect(try text("stdout.txt", of: "WildTests/test4ReopensTheStream", in: record) == "before\n")
        #expect(try text("stderr.txt", of: "WildTests/test5PrintsToTheOtherStream", in: record) == "still here\n")
      }

      @Test func floodIsPassedOnWholeAndKeptUpToTheLimit() async throws {
        // Each line has another number, so that the sum tells of every byte and of the order.
        let script = #""$BINARY" OutputTests.WildTests/test1Floods | grep -aE '^[0-9]{8}$' | cksum"#
        let flood = ["BEHAVIOUR_OUTPUT": "flood"]
        let run = try await Self.package.runScript(script, environment: flood)
        let off = try await Self.package.runScript(script, environment: flood.merging(Self.off) { $1 })
        #expect(run.result.standardOutput == off.result.standardOutput)
        #expect(run.result.standardOutput.hasSuffix(" \(11_650_844 * 9)\n"))
        let record = try run.record()
        let kept = try #require(try kept("stdout.txt", of: "WildTests/test1Floods", in: record))
        let end = "\n[exhibit: 88080384 more bytes were not kept, the limit is 16777216]\n"
        #expect(kept.count == 16 << 20 + end.utf8.count)
        // The last whole line and the first byte of the next.
        #expect(String(decoding: kept.prefix(16 << 20).suffix(11), as: UTF8.self) == "\n11864134\n1")
        #expect(String(decoding: kept.suffix(end.utf8.count), as: UTF8.self) == end)
        let line = record.outputLines.first { $0.payload.exhibit?.cutBytes != nil }
        #expect(line?.payload.exhibit?.cutBytes == 88_080_384)
      }

      @Test func limitIsConfigured() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{plugins: {output: {enabled: true, limit: '10 B'}}}", to: "exhibit.json")
        let run = try await Self.package.runBinary(
          "OutputTests.PrintingTests/test2WritesPastTheBuffer", environment: ["EXHIBIT_CONFIG": file])
        #expect(
          try text("stdout.txt", of: "PrintingTests/test2WritesPastTheBuffer", in: run.record())
            == "past the b\n[exhibit: 6 more bytes were not kept, the limit is 10]\n")
        #expect(run.result.standardOutput.contains("past the buffer\n"))
      }

      /// `ulimit` stands for a disk that is full; the test process itself writes little.
      @Test func fileThatCannotBeWrittenHarmsNothing() async throws {
        let script = #"ulimit -f 100; "$BINARY" OutputTests.WildTests/test1Floods | wc -c"#
        let run = try await Self.package.runScript(script, environment: ["BEHAVIOUR_OUTPUT": "flood"])
        #expect(try #require(Int(run.result.standardOutput.dropLast())) > 100 << 20)
        #expect(run.result.diagnostics.count == 1)
        #expect(run.result.diagnostics.first?.contains("output is not kept in full: ") == true)
        #expect(run.result.diagnostics.first?.hasSuffix(": File too large") == true)
        let record = try run.record()
        #expect(record.diagnostics.count == 1)
        #expect(record.outputLines.contains { $0.payload.kind == "exhibitArtifactLost" })
        #expect(try kept("stdout.txt", of: "WildTests/test1Floods", in: record)?.count == 100 << 10)
      }

      @Test func readerThatLeavesEndsTheProcessAsEver() async throws {
        let script =
          #""$BINARY" OutputTests.WildTests/test1Floods | head -n 1 >/dev/null; echo "${PIPESTATUS[0]}""#
        let flood = ["BEHAVIOUR_OUTPUT": "flood"]
        let run = try await Self.package.runScript(script, environment: flood)
        let off = try await Self.package.runScript(script, environment: flood.merging(Self.off) { $1 })
        #expect(run.result.standardOutput == "141\n")
        #expect(off.result.standardOutput == "141\n")
      }

      @Test func streamsThatAreOnePipeStayInOrder() async throws {
        let script = #""$BINARY" OutputTests.PrintingTests/test2WritesPastTheBuffer 2>&1"#
        let run = try await Self.package.runScript(script)
        let record = try run.record()
        #expect(
          try text("output.txt", of: "PrintingTests/test2WritesPastTheBuffer", in: record)
            == "past the buffer\non standard error\n")
        #expect(run.result.standardOutput.contains("past the buffer\non standard error\n"))
      }

      @Test func streamsThatAreNoPipesAreLeftAlone() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{plugins: {output: {enabled: true}}}", to: "exhibit.json")
        let script = #""$BINARY" OutputTests.PrintingTests/test2WritesPastTheBuffer >"\#(folder.path)/console""#
        let quiet = try await Self.package.runScript(script)
        #expect(quiet.result.standardError == "on standard error\n")
        #expect(try folder.text(of: "console").contains("past the buffer\n"))
        let record = try quiet.record()
        #expect(try text("stdout.txt", of: "PrintingTests/test2WritesPastTheBuffer", in: record) == nil)
        #expect(
          try text("stderr.txt", of: "PrintingTests/test2WritesPastTheBuffer", in: record) == "on standard error\n")

        let asked = try await Self.package.runScript(script, environment: ["EXHIBIT_CONFIG": file])
        #expect(asked.result.diagnostics.count == 1)
        #expect(
          asked.result.diagnostics.first?.hasPrefix(
            "exhibit: plugin 'output' does not keep what is written to standard output, which is a file: ") == true)
      }

      @Test func directRunKeepsOutputOnlyIfAskedTo() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{plugins: {output: {enabled: true}}}", to: "exhibit.json")
        let script = #""$BINARY" OutputTests.PrintingTests/test2WritesPastTheBuffer | cat; echo DONE"#
        func names(_ variables: [String: String]) async throws -> [String] {
          let run = try await Self.package.runScript(script, isDirect: true, environment: variables)
          #expect(run.result.standardOutput.hasSuffix(" seconds\nDONE\n"))
          let record = try run.record()
          #expect(FileSystem.kind(of: record.run.processes) == (variables.isEmpty ? nil : .directory))
          return try record.result(Self.printing + "test2WritesPastTheBuffer").artifacts.map(\.name).sorted()
        }
        #expect(try await names([:]) == ["log.txt"])
        #expect(try await names(["EXHIBIT_CONFIG": file]) == ["log.txt", "stderr.txt", "stdout.txt"])
        #expect(try await names(["EXHIBIT_RUN": "named"]) == ["log.txt", "stderr.txt", "stdout.txt"])
      }

      @Test func configurationSwitchesItOff() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{plugins: {output: {enabled: false}}}", to: "exhibit.json")
        let run = try await Self.package.test(
          "--filter", "OutputTests.PrintingTests", environment: ["EXHIBIT_CONFIG": file])
        let record = try run.record()
        #expect(record.attempts.allSatisfy { !$0.artifacts.contains { $0.name == "stderr.txt" } })
        #expect(FileSystem.names(in: record.run.events).count == 1)
        #expect(FileSystem.kind(of: record.run.processes) == nil)
      }

      @Test func showListsWhatWasPrinted() async throws {
        let run = try await Self.package.runBinary("OutputTests.PrintingTests/test2WritesPastTheBuffer")
        let shown = try await Self.package.exhibit("show", "test2WritesPastTheBuffer", artifacts: run.artifacts)
        let path = "tests/OutputTests/PrintingTests/test2WritesPastTheBuffer"
        #expect(shown.standardOutput.contains("\n  \(path)/stdout.txt  (text/plain, 16 bytes)\n"))
        #expect(shown.standardOutput.contains("\n  \(path)/stderr.txt  (text/plain, 18 bytes)\n"))
      }
    }
  }
#endif
