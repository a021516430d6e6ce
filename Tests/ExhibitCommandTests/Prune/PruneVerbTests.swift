import ExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitCommand

@Suite struct PruneVerbTests {
  private let scratch: ScratchDirectory
  private let root: ArtifactRoot

  init() throws {
    scratch = try ScratchDirectory()
    root = ArtifactRoot(path: scratch.path + "/Artifacts")
  }

  private func id(_ day: Int) -> String { "2026110\(day)T120000Z-0000000a" }

  private func makeRun(_ id: String, outcome: String = "passed") throws {
    let lines = [
      #"{"version":"6.3.0","kind":"exhibitProcess","payload":{"exhibit":{"formatVersion":1,"locked":true}}}"#,
      #"{"version":"6.3.0","kind":"event","payload":{"kind":"testEnded","testID":"App.Tests/test","#
        + #""exhibit":{"attempt":1,"outcome":"\#(outcome)","artifactPath":"tests/App/Tests/test"}}}"#,
    ]
    try scratch.write(lines.joined(separator: "\n") + "\n", to: "Artifacts/runs/\(id)/events/vm-1-00000001.jsonl")
    try scratch.write(String(repeating: "x", count: 2048), to: "Artifacts/runs/\(id)/tests/App/Tests/test/log.txt")
  }

  private func prune(
    keep: Int = 10, artifacts: ArtifactRetention = .all, isDryRun: Bool = false
  ) -> PruneWork.Outcome {
    PruneWork(
      root: root, policy: RetentionPolicy(runs: keep, artifacts: artifacts), isDryRun: isDryRun,
      header: { ProcessHeader(environment: EnvironmentVariables([:]), sourceRoot: "/") }
    ).run()
  }

  private func text(_ outcome: PruneWork.Outcome, isDryRun: Bool = false) -> String {
    PruneText(outcome: outcome, isDryRun: isDryRun, style: Style(isColored: false)).text
  }

  /// Runs the verb itself.
  private func run(_ arguments: String...) async throws -> ExitCode {
    try await PruneVerb.parsed(arguments + ["--package-path", scratch.path]).run()
  }

  private var runs: [String] { scratch.names(in: "Artifacts/runs") }

  @Test func whatGoesAndWhatStaysIsTold() throws {
    for day in 1...4 { try makeRun(id(day)) }
    try scratch.write("x", to: "Artifacts/runs/notes/events/x.jsonl")
    let running = RunDirectory(id: RunID(now: 0, random: 0), path: root.runs + "/" + id(1))
    let writer = try RecordWriter(
      run: running, process: ProcessHeader(environment: EnvironmentVariables([:]), sourceRoot: "/")
    ) { _ in }
    let bytes = FileTree.size(of: root.runs + "/" + id(2))
    #expect(
      text(prune(keep: 2)) == """
        kept     \(id(4))  the newest
        kept     \(id(3))  among the newest 2
        removed  \(id(2))  \(ByteText.short(bytes))
        kept     \(id(1))  in progress: a process writes \(writer.processName).jsonl
        kept     notes                      not a run of Exhibit's: no file in events begins with a line of Exhibit's

        Removed 1 of 4 runs: \(ByteText.short(bytes))

        """)
    #expect(runs == [id(1), id(3), id(4), "notes"])
  }

  @Test func aDryRunTellsTheSameAndRemovesNothing() throws {
    for day in 1...3 { try makeRun(id(day), outcome: day == 3 ? "failed" : "passed") }
    let before = runs
    let told = prune(keep: 2, artifacts: .failed, isDryRun: true)
    #expect(runs == before)
    #expect(scratch.names(in: "Artifacts/runs/\(id(2))/events").count == 1)
    #expect(scratch.names(in: "Artifacts/runs/\(id(2))") == ["events", "tests"])
    #expect(text(told, isDryRun: true).hasSuffix("\nWould remove 1 of 3 runs and the artifacts of 1 test: 4.3 KiB\n"))
    let done = prune(keep: 2, artifacts: .failed)
    #expect(done.lines == told.lines)
    #expect((done.bytes, done.trimmedTests) == (told.bytes, 1))
    #expect(scratch.names(in: "Artifacts/runs/\(id(3))/tests/App/Tests/test") == ["log.txt"])
    #expect(scratch.names(in: "Artifacts/runs/\(id(2))/tests").isEmpty)
  }

  @Test func whatIsRemovedIsNotShownAsThere() throws {
    try makeRun(id(1))
    _ = prune(artifacts: .failed)
    let summary = try RunSummary.read(root.allRuns()[0])
    let text = TestText(summary: summary, style: Style(isColored: false)).text(of: summary.attempts)
    #expect(text.contains("\n  evidence  removed by retention\n"))
    #expect(!text.contains("log.txt"))
    let lines = String(decoding: try DerivedFiles.lines(for: summary.attempts, of: summary), as: UTF8.self)
    #expect(lines.contains(#""artifactPath":null,"artifacts":[]"#))
  }

  @Test func anInterruptedRemovalIsFinished() throws {
    try makeRun(id(1))
    try scratch.write("xyz", to: "Artifacts/runs/.removing-\(id(2))/tests/x")
    let outcome = prune()
    #expect(outcome.lines.first?.text == "3 B, an interrupted removal")
    #expect(outcome.bytes == 3)
    #expect(runs == [id(1)])
  }

  @Test func whatIsOnlyCalledLikeAnInterruptedRemovalStays() throws {
    try makeRun(id(1))
    let elsewhere = try ScratchDirectory()
    try elsewhere.write("mine", to: "file")
    try scratch.link("Artifacts/runs/.removing-x", to: elsewhere.path)
    try scratch.write("mine", to: "Artifacts/runs/.removing-y")
    for _ in 0..<2 {
      let outcome = prune()
      #expect(
        outcome.lines.filter { $0.run.hasPrefix(".") }.map { "\($0.action) \($0.run) \($0.text)" } == [
          "kept .removing-x not a run of Exhibit's: it is not a directory",
          "kept .removing-y not a run of Exhibit's: it is not a directory",
        ])
      #expect(outcome.failures == [] && outcome.bytes == 0)
    }
    #expect(runs == [".removing-x", ".removing-y", id(1)])
    #expect(elsewhere.names() == ["file"])
  }

  @Test(arguments: [true, false]) func runsThatCannotBeReadAreAnErrorWithItsRemedy(isLoop: Bool) async throws {
    let path = root.runs
    if isLoop {
      try scratch.makeDirectory("Artifacts")
      try scratch.link("Artifacts/runs", to: "runs")
    } else {
      try scratch.write("mine", to: "Artifacts/runs")
    }
    let error = await #expect(throws: RecordError.self) { try await run() }
    let reason = isLoop ? "Too many levels of symbolic links" : "Not a directory"
    #expect(
      error?.description == """
        the runs cannot be read: \(path): \(reason); see what is in the place of this directory, or name another with \
        EXHIBIT_ARTIFACT_DIR
        """)
  }

  /// Who may do everything can read it.
  @Test(.enabled(if: geteuid() != 0)) func runsOfSomebodyElseAreAnErrorWithItsRemedy() async throws {
    try makeRun(id(1))
    #expect(chmod(root.path, 0) == 0)
    defer { chmod(root.path, 0o700) }
    let error = await #expect(throws: RecordError.self) { try await run() }
    #expect(error?.description.contains("Permission denied; do this as their owner, or have the owner ") == true)
  }

  @Test func theNewestIsSaidToBeInProgressIfItIs() throws {
    for day in 1...2 { try makeRun(id(day)) }
    let running = RunDirectory(id: RunID(now: 0, random: 0), path: root.runs + "/" + id(2))
    let writer = try RecordWriter(
      run: running, process: ProcessHeader(environment: EnvironmentVariables([:]), sourceRoot: "/")
    ) { _ in }
    let name = writer.processName
    #expect(
      prune(keep: 1, isDryRun: true).lines.map(\.text).first
        == "the newest, in progress: a process writes \(name).jsonl")
    #expect(
      prune(keep: 2).lines.map(\.text) == [
        "the newest, in progress: a process writes \(name).jsonl", "among the newest 2",
      ])
    withExtendedLifetime(writer) {}
  }

  @Test func whatOnlyDeservesAWarningStopsNothing() async throws {
    for day in 1...2 { try makeRun(id(day)) }
    try scratch.write("{log_dir: \"log\"}", to: "exhibit.json")
    #expect(try await run("--keep", "1") == .success)
    #expect(runs == [id(2)])
  }

  @Test func noRunsAreNoMistake() {
    #expect(text(prune()) == "There are no runs.\n")
  }

  @Test func theConfigurationCountsAndTheOptionsCountMore() async throws {
    try scratch.write("{retain: {runs: 3}}", to: "exhibit.json")
    for day in 1...5 { try makeRun(id(day)) }
    #expect(try await run() == .success)
    #expect(runs.count == 3)
    #expect(try await run("--keep", "2", "--artifacts", "none") == .success)
    #expect(runs == [id(4), id(5)])
    #expect(scratch.names(in: "Artifacts/runs/\(id(5))/tests").isEmpty)
  }

  @Test func aMistakeInTheConfigurationRemovesNothing() async throws {
    try scratch.write("{retian: {runs: 50}}", to: "exhibit.json")
    for day in 1...3 { try makeRun(id(day)) }
    await #expect(throws: UsageError.self) { try await run("--keep", "1") }
    #expect(runs.count == 3)
    #expect(try await run("--keep", "1", "--artifacts", "all") == .success)
    #expect(runs == [id(3)])
    try scratch.write("{", to: "exhibit.json")
    await #expect(throws: UsageError.self) { try await run("--keep", "1", "--artifacts", "none") }
  }

  @Test func bytesAreShort() {
    let texts = [0, 1023, 1024, 1536, 10_188, 102_400, 1_048_575, 1 << 20, 203 << 20, .max].map(ByteText.short)
    #expect(
      texts == [
        "0 B", "1023 B", "1.0 KiB", "1.5 KiB", "9.9 KiB", "100 KiB", "1.0 MiB", "1.0 MiB", "203 MiB", "8.0 EiB",
      ])
  }
}
