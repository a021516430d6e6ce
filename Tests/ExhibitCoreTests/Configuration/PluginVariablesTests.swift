import ExhibitHooks
import ExhibitRecord
import TestSupport
import Testing

@testable import ExhibitCore

/// Variables that override single keys of plugin instances for one run.
@Suite struct PluginVariablesTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  @Test func everyKeyOfAnInstanceCanBeOverridden() throws {
    try session.scratch.write(
      """
      {plugins: {
        log: {enabled: true, level: "info"}, second: {plugin: "log"},
        shot: {enabled: true, plugin: "command", command: ["false"], timeout: 3},
      }}
      """, to: "exhibit.json")
    let variables = [
      "EXHIBIT_PLUGINS_LOG_LEVEL": "warning", "EXHIBIT_PLUGINS_SECOND_ENABLED": "true",
      "EXHIBIT_PLUGINS_SHOT_COMMAND": "[\"echo\", 'it ran']", "EXHIBIT_PLUGINS_SHOT_WHEN": "passed",
      "EXHIBIT_PLUGINS_SHOT_TIMEOUT": "20.5",
    ]
    session.run(variables) { session in
      let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
      for level in LogLevel.allCases { TestEvidence.current.log("a line of \(level)", level: level) }
      session.testFinished(attempt, outcome: .passed)
    }
    #expect(session.messages == [])
    let lines = (session.text("log.txt") ?? "").split(separator: "\n").filter { $0.contains("a line of") }
    #expect(lines.map { $0.split(separator: " ").last } == ["warning", "error"])
    let others = (session.text("second.txt") ?? "").split(separator: "\n").filter { $0.contains("a line of") }
    #expect(others.count == LogLevel.allCases.count)
    #expect(session.text("shot output.txt") == "it ran\n")
  }

  @Test(arguments: [
    ("EXHIBIT_PLUGINS_LOG_LEVEL", "warnin", "plugins.log.level: unknown value 'warnin'; did you mean 'warning'?"),
    ("EXHIBIT_PLUGINS_LOG_LEVL", "info", "plugins.log.levl: unknown key; did you mean 'level'?"),
    ("EXHIBIT_PLUGINS_LOG_ENABLED", "perhaps", "'perhaps' is neither 1 nor 0"),
    (
      "EXHIBIT_PLUGINS_SERVER_PATHS", "/a",
      "plugins.server.paths: expected an array, found the string '/a'; put it in brackets"
    ),
  ])
  func aMistakeNamesTheVariable(name: String, text: String, message: String) throws {
    try session.scratch.write("{plugins: {server: {enabled: true, plugin: 'tail', paths: ['a']}}}", to: "exhibit.json")
    session.run([name: text]) { _ in }
    #expect(session.messages == ["exhibit: \(name): \(message)\n"])
  }

  @Test func aVariableOfNobodyIsNamed() {
    session.run(["EXHIBIT_PLUGINS_LGO_LEVEL": "info"]) { _ in }
    #expect(
      session.messages == [
        "exhibit: EXHIBIT_PLUGINS_LGO_LEVEL has no effect: there is no plugin instance of that name\n"
      ])
  }

  @Test func aVariableOfTwoInstancesIsNamedAndCountsForBoth() throws {
    try session.scratch.write(
      "{plugins: {'my-log': {plugin: 'log'}, 'my_log': {plugin: 'log'}, 'my': {plugin: 'log', enabled: true}}}",
      to: "exhibit.json")
    session.run(["EXHIBIT_PLUGINS_MY_LOG_ENABLED": "1"]) { session in
      session.testFinished(session.testStarted(TestKey(id: "App.Tests/testA")), outcome: .passed)
    }
    #expect(
      session.messages == [
        "exhibit: EXHIBIT_PLUGINS_MY_LOG_ENABLED: it is of two plugin instances, 'my-log' and 'my_log', and counts for "
          + "both; give one of them another ident\n"
      ])
    #expect(session.names() == ["log.txt", "my-log.txt", "my.txt", "my_log.txt"])
  }

  @Test(arguments: [("my log", "MY_LOG"), ("é", "_"), ("a\u{0}b", "A_B"), ("log2.x", "LOG2_X"), ("日本", "__")])
  func anyIdentHasItsVariables(ident: String, name: String) throws {
    var settings = RunSettings()
    settings.plugins.append(
      RunSettings.PluginEntry(ident: ident, plugin: "log", isEnabled: false, node: nil, path: .root))
    var diagnostics: [ConfigurationDiagnostic] = []
    let environment = EnvironmentVariables(["EXHIBIT_PLUGINS_\(name)_ENABLED": "1", "EXHIBIT_PLUGINS_": "x"])
    settings.take(PluginVariables(environment), diagnostics: &diagnostics)
    #expect(settings.plugins.last?.isEnabled == true && diagnostics.isEmpty)
  }

  @Test func whatIsNamedBesideTheFileIsTakenOutToo() throws {
    try session.scratch.write("{redact: {words_from: ['FIRST'], patterns: ['a=[0-9]+']}}", to: "exhibit.json")
    let variables = [
      "FIRST": "hunter21", "SECOND": "hunter22", "THIRD": "hunter23",
      "EXHIBIT_REDACT_WORDS_FROM": "['SECOND', 'THIRD']", "EXHIBIT_REDACT_PATTERNS": "b=[0-9]+",
    ]
    session.run(variables) { session in
      let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
      TestEvidence.current.save("hunter21 hunter22 hunter23 a=1 b=2", as: "text")
      session.testFinished(attempt, outcome: .passed)
    }
    #expect(session.text("text.txt") == "[redacted] [redacted] [redacted] [redacted] [redacted]")
    #expect(session.messages == [])
  }

  @Test func theEnvironmentOfTheProcessIsLookedThrough() throws {
    #expect(EnvironmentVariables.process.names(withPrefix: "PATH").contains("PATH"))
    #expect(EnvironmentVariables.process.names(withPrefix: "EXHIBIT_NO_SUCH_PREFIX").isEmpty)
  }

  @Test(arguments: [
    "", ".", "a", "a.", ".b", "a b.c", "a.b.c", "a..b", "1a.b", "a.1b", "a.b\u{0}", "ä.ö", "a/b.c", "$s4main.x",
    "a.b<c>",
  ])
  func whatCanBeNoClassIsNotAskedFor(name: String) {
    #expect(ClassName.type(named: name) == nil)
    session.run { _ in }
    #expect(session.messages == [])
  }

  @Test func aClassIsFoundByItsName() {
    #expect(ClassName.type(named: "ExhibitCoreTests.SlowlyMadePlugin") == SlowlyMadePlugin.self)
  }

  @Test(arguments: [
    ("SHOT_TIMEOUT", "soon", "EXHIBIT_PLUGINS_SHOT_TIMEOUT: plugins.shot.timeout: expected a number"),
    (
      "SHOT_TIMEOUT", "-1",
      "EXHIBIT_PLUGINS_SHOT_TIMEOUT: plugin 'shot' was not made with this, but as the file says: 'timeout' must be"
    ),
    (
      "SHOT_PLUGIN", "comandd",
      "EXHIBIT_PLUGINS_SHOT_PLUGIN: plugins.shot.plugin: there is no plugin 'comandd'; did you"
    ),
    ("SHOT_PLUGIN", "Nope", "EXHIBIT_PLUGINS_SHOT_PLUGIN: plugins.shot.plugin: there is no plugin 'Nope'; known are"),
  ])
  func whatTheFileSaysStaysInForce(name: String, text: String, message: String) throws {
    try session.scratch.write(
      "{plugins: {shot: {enabled: true, plugin: 'command', command: ['echo', 'it ran'], timeout: 20}}}",
      to: "exhibit.json")
    session.run(["EXHIBIT_PLUGINS_" + name: text]) { session in
      session.testFinished(session.testStarted(TestKey(id: "App.Tests/testA")), outcome: .passed)
    }
    #expect(session.text("shot output.txt") == "it ran\n")
    #expect(session.messages.count == 1 && session.messages[0].hasPrefix("exhibit: " + message), "\(session.messages)")
  }

  @Test func aWrongVariableLeavesTheOthers() throws {
    let variables = ["EXHIBIT_PLUGINS_LOG_LEVEL": "loud", "EXHIBIT_PLUGINS_LOG_BACKGROUND": "0"]
    session.run(variables) { session in
      session.testFinished(session.testStarted(TestKey(id: "App.Tests/testA")), outcome: .passed)
    }
    #expect(session.names() == ["log.txt"] && session.messages.count == 1)
  }
}
