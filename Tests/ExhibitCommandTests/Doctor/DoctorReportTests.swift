import ExhibitCore
import ExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitCommand

@Suite struct DoctorReportTests {
  private let scratch: ScratchDirectory

  init() throws {
    scratch = try ScratchDirectory()
    try scratch.write(#"// .product(name: "Exhibit", package: "exhibit")"#, to: "Package.swift")
  }

  private func report(_ variables: [String: String] = [:]) -> DoctorReport {
    DoctorReport(
      launch: LaunchState(
        workingDirectory: scratch.path, requestedRun: nil, environment: EnvironmentVariables(variables)))
  }

  private func bad(_ report: DoctorReport) -> [Finding] { report.findings.filter { $0.status != .ok } }

  @Test func whereAllIsWellNothingIsLeftBehind() {
    #expect(bad(report()) == [])
    #expect(scratch.names() == ["Package.swift"])
  }

  @Test func mistakesInTheConfigurationAreProblemsWithTheirPlace() throws {
    try scratch.write(
      """
      {
        retain: {runs: "many"},
        plugins: {
          log: {enabled: true, levl: 1},
          other: {enabled: true, plugin: "lgo"},
          audit: {enabled: true, plugin: "App.Audit"},
          off: {plugin: "lgo"},
        },
        artefact_dir: "x",
      }
      """, to: "exhibit.json")
    #expect(
      bad(report()) == [
        Finding(
          .problem, "configuration",
          "exhibit.json:2:18: retain.runs: expected a number of runs, found the string 'many'",
          remedy: "write a whole number of at least 0; the newest run always stays"),
        Finding(
          .problem, "configuration", "exhibit.json:9:3: artefact_dir: unknown key",
          remedy: "did you mean 'artifact_dir'?"),
        Finding(
          .warning, "configuration", "exhibit.json:4:26: plugins.log.levl: unknown key",
          remedy: "did you mean 'level'?"),
        Finding(
          .warning, "configuration", "exhibit.json:5:12: plugins.other: no plugin 'lgo' comes with Exhibit",
          remedy: "did you mean 'log'? If the tests register one of that name, all is well"),
      ])
    #expect(report().findings.contains { $0.subject == "plugin" && $0.message.hasPrefix("App.Audit is looked for in") })
  }

  @Test func everyValueSaysWhereItComesFrom() throws {
    try scratch.write(
      "{\n limits: {run: \"1KB\", artifact: true},\n retain: 3, artifact_dir: \"a\"}", to: "exhibit.json")
    let values = report().configuration.reduce(into: [:]) { $0[$1.key] = [$1.value, $1.origin] }
    #expect(
      values == [
        "artifact_dir": [scratch.path + "/a", "exhibit.json:3:27"], "plugins": ["log, output", "default"],
        "per_run": ["run", "default"], "reuse_dir": ["true", "default"], "squash_exceptions": ["true", "default"],
        "threaded": ["false", "default"],
        "retain.runs": ["10", "default; exhibit.json:3:10 cannot be used"],
        "retain.artifacts": ["all", "default; exhibit.json:3:10 cannot be used"],
        "limits.artifact": ["100MiB", "default; exhibit.json:2:33 cannot be used"],
        "limits.run": ["1KB", "exhibit.json:2:16"], "limits.output": ["16MiB", "default"],
      ])
    let other = report(["EXHIBIT_ARTIFACT_DIR": "/dev/shm/other"]).configuration[0]
    #expect([other.value, other.origin] == ["/dev/shm/other", "EXHIBIT_ARTIFACT_DIR"])

    let variables = [
      "EXHIBIT_PER_RUN": "test", "EXHIBIT_THREADED": "1", "EXHIBIT_RETAIN_RUNS": "3", "EXHIBIT_LIMITS_RUN": "much",
      "EXHIBIT_PLUGINS_LOG_ENABLED": "0",
    ]
    let changed = report(variables).configuration.reduce(into: [:]) { $0[$1.key] = [$1.value, $1.origin] }
    #expect(changed["per_run"] == ["test", "EXHIBIT_PER_RUN"])
    #expect(changed["threaded"] == ["true", "EXHIBIT_THREADED"])
    #expect(changed["retain.runs"] == ["3", "EXHIBIT_RETAIN_RUNS"])
    #expect(changed["limits.run"] == ["1KB", "exhibit.json:2:16"])
    #expect(changed["plugins"] == ["log (off), output", "default, EXHIBIT_PLUGINS_LOG_ENABLED"])
  }

  @Test func optionsAndSecretsSayWhereTheyComeFrom() throws {
    try scratch.write(
      """
      {redact: {words_from: ["TOKEN"], patterns: ["a=.*"]}, plugins: {
        shot: {enabled: true, plugin: "command", command: ["./shot.sh", "hunter22"], timeout: 5},
        hide: {enabled: true, plugin: "redact", words: ["between us"]}, off: {plugin: "command", command: []},
      }}
      """, to: "exhibit.json")
    let variables = [
      "EXHIBIT_PLUGINS_SHOT_TIMEOUT": "7", "EXHIBIT_PLUGINS_LOG_LEVEL": "error", "EXHIBIT_REDACT_PATTERNS": "b=.*",
      "TOKEN": "hunter22",
    ]
    let values = report(variables).configuration.filter { $0.key.hasPrefix("redact.") || $0.key.hasPrefix("plugins.") }
    #expect(
      values.map { "\($0.key) = \($0.value) (\($0.origin))" } == [
        "redact.words_from = TOKEN (exhibit.json:1:24)",
        "redact.patterns = a=.*, b=.* (exhibit.json:1:45, EXHIBIT_REDACT_PATTERNS)",
        "plugins.log.level = error (EXHIBIT_PLUGINS_LOG_LEVEL)",
        #"plugins.shot.command = ["./shot.sh", "[redacted]"] (exhibit.json:2:53)"#,
        "plugins.shot.timeout = 7 (EXHIBIT_PLUGINS_SHOT_TIMEOUT)",
        "plugins.hide.words = not shown (exhibit.json:3:50)",
      ])
  }

  @Test func theLimitOfAPluginIsShownWhereItCounts() throws {
    try scratch.write(
      """
      {limits: {output: "8MiB"}, plugins: {
        output: {enabled: true, limit: "4MiB"}, second: {enabled: true, plugin: "output"},
        third: {plugin: "output", limit: 1}, fourth: {enabled: true, plugin: "output", limit: "much"}}}
      """, to: "exhibit.json")
    let values = report().configuration.filter { $0.key.hasSuffix("limit") || $0.key == "limits.output" }
    #expect(
      values.map { "\($0.key) = \($0.value) (\($0.origin))" } == [
        "limits.output = 8MiB (exhibit.json:1:19)",
        "plugins.output.limit = 4MiB, which counts instead of limits.output (exhibit.json:2:34)",
        "plugins.fourth.limit = much (exhibit.json:3:89)",
      ])
  }

  @Test(arguments: ["EXHIBIT_TEST_TIMEOUT", "EXHIBIT_SLOW_HOOK"], ["abc", "0", "-1", "nan", "1e9", "10s"])
  func aVariableThatHoldsNoSecondsIsNamed(variable: String, text: String) {
    let isTimeout = variable == "EXHIBIT_TEST_TIMEOUT"
    #expect(
      bad(report([variable: text])) == [
        Finding(
          .warning, "configuration",
          "\(variable): '\(text)' is no number of seconds from \(isTimeout ? "0.001" : "0.01") to 999999",
          remedy: "\(isTimeout ? 300 : 10) counts instead")
      ])
    #expect(bad(report([variable: "0.5"])) == [])
  }

  @Test func aPlaceThatCannotBeWrittenIsAProblem() throws {
    let file = try scratch.write("in the way", to: "file")
    let findings = bad(report(["EXHIBIT_ARTIFACT_DIR": file + "/Artifacts"]))
    #expect(findings.map(\.status) == [.problem])
    #expect(findings[0].message == "\(file) is not a directory")
    #expect(bad(report(["EXHIBIT_ARTIFACT_DIR": "/proc/none"])).map(\.status) == [.problem])
  }

  @Test func runsThatCannotBeReadAreAProblem() throws {
    try scratch.write("in the way", to: "Artifacts/runs")
    #expect(
      bad(report()) == [
        Finding(
          .problem, "runs", "the runs cannot be read: \(scratch.path)/Artifacts/runs: Not a directory",
          remedy: "see what is in the place of this directory, or name another with EXHIBIT_ARTIFACT_DIR")
      ])
  }

  @Test func tooLittleRoomIsAWarning() throws {
    try scratch.write("{limits: {run: 9000000000000000000}}", to: "exhibit.json")
    #expect(bad(report()).map(\.subject) == ["space"])
  }

  @Test func runsAreCountedAndDamageIsNamed() throws {
    let head = #"{"version":"6.3.0","kind":"exhibitProcess","payload":{"exhibit":{"formatVersion":1,"locked":true}}}"#
    for day in 1...3 {
      let text = day == 2 ? "{not JSON\n" : ""
      try scratch.write(
        head + "\n" + text, to: "Artifacts/runs/2026110\(day)T120000Z-0000000a/events/vm-1-00000001.jsonl")
    }
    try scratch.write("{retain: {runs: 1}}", to: "exhibit.json")
    try scratch.link("Artifacts/latest", to: "runs/gone")
    let report = report()
    #expect(report.findings.contains { $0.subject == "runs" && $0.message.hasPrefix("3 runs, ") })
    #expect(report.findings.contains { $0.message == "the next run, or `exhibit prune`, removes 2" })
    #expect(
      bad(report).map(\.message) == [
        "20261102T120000Z-0000000a: 1 line cannot be read", "latest points at runs/gone, which is gone",
      ])
  }

  @Test func variablesAreLookedAt() {
    let findings = bad(report(["EXHIBIT_DISABLED": "1", "EXHIBIT_AUTO": "0", "EXHIBIT_RUN": "../x"]))
    #expect(findings.map(\.status) == [.warning, .warning, .problem])
    #expect(findings.allSatisfy { $0.subject == "environment" })
  }

  @Test func aPackageWithoutExhibitIsAWarning() throws {
    try scratch.write("let package = 1", to: "Package.swift")
    #expect(bad(report()).map(\.subject) == ["package"])
  }

  @Test func theTextIsPlainAndAligned() throws {
    try scratch.write("{plugins: {\"\u{1B}[31m\": {enabled: true}}, \"\u{1B}\": 1}", to: "exhibit.json")
    let text = DoctorText(report: report(), style: Style(isColored: false)).text
    #expect(!text.contains("\u{1B}"))
    #expect(text.hasPrefix("Checks\n  ok       package        Package.swift names the product Exhibit\n"))
    #expect(text.contains("\n  retain.runs        10"))
    #expect(text.hasSuffix("\n1 problem\n"))
  }

  @Test func signalsEventsAndPluginsAreListed() {
    let report = report()
    #expect(report.signals.contains { $0.name == "server_details_changed" && $0.payload == "()" })
    #expect(report.signals.contains { $0.name == "run_started" && $0.payload == "RunInformation" })
    #expect(report.plugins.contains { $0.name == "log" })
  }

  /// The list is by hand, the constants are in a file of their own.
  @Test func noEventIsForgotten() throws {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/ExhibitCore/Events/EventName+Exhibit.swift")
    let text = try String(contentsOf: source, encoding: .utf8)
    let names = text.matches(of: /static let \w+: EventName = "(\w+)"/).map { String($0.1) }
    #expect(report().events.map(\.name).sorted() == names.sorted())
    #expect(names.count > 5)
  }

  @Test func theJSONHoldsTheSame() throws {
    let report = report()
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: [[String: Any]]]
    #expect(object?["findings"]?.count == report.findings.count)
    #expect(Set(object?.keys.map { $0 } ?? []) == ["findings", "configuration", "plugins", "events", "signals"])
  }

  @Test func theExitCodeTellsAProblem() async throws {
    let verb = try DoctorVerb.parsed(["--json", "--package-path", scratch.path])
    #expect(try await verb.run() == .success)
    try scratch.write("{retain: 1}", to: "exhibit.json")
    #expect(try await verb.run() == .usage)
  }
}
