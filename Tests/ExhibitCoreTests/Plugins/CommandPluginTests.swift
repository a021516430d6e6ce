import ExhibitCore
import ExhibitHooks
import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct CommandPluginTests {
  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  /// Writes a configuration with one command, `shot`, and its script.
  private func configure(_ options: String, script: String? = nil) throws {
    try session.scratch.write(
      "{plugins: {shot: {enabled: true, plugin: 'command', \(options)}}}", to: "exhibit.json")
    if let script {
      let path = try session.scratch.write("#!/bin/sh\n" + script, to: "shot.sh")
      #expect(chmod(path, 0o755) == 0)
    }
  }

  /// The members of the one line about a command.
  private func line() throws -> RecordLine.Payload {
    let run = ArtifactRoot(path: session.root).allRuns()[0]
    let lines = try FileSystem.names(in: run.events).flatMap { try EventFile.read(run.events + "/" + $0).lines }
    let found = lines.filter { $0.payload.kind == "exhibitCommandEnded" }
    #expect(found.count == 1)
    return try #require(found.first).payload
  }

  private func artifacts() throws -> [String] {
    try session.summary().results.flatMap { $0.artifacts.map(\.name) }
  }

  @Test("1.6.7: a program is told of a test in JSON, as `ostriz` told a server")
  func itIsToldWhatHappened() throws {
    try configure(
      "command: ['./shot.sh', 'an argument'], environment: {COLOR: 'blue'}",
      script: """
        cat
        echo "$1 $COLOR $EXHIBIT_EVENT $EXHIBIT_TEST_ID $EXHIBIT_TEST_RESULT $EXHIBIT_ATTEMPT $EXHIBIT_RUN_ID" >&2
        pwd >&2
        echo picture >"$EXHIBIT_ARTIFACT_PATH/screen.png"
        mkdir "$EXHIBIT_ARTIFACT_PATH/more"
        echo text >"$EXHIBIT_ARTIFACT_PATH/more/notes.txt"
        """)
    session.test { _, _ in _ = TestEvidence.current.save("mine", as: "mine") }
    #expect(try artifacts() == ["mine", "more/notes.txt", "screen.png", "shot output", "shot errors", "log.txt"])
    #expect(
      session.text("shot errors.txt") == """
        an argument blue finish_test App.Tests/testA passed 1 r
        \(session.scratch.path)

        """)
    let event = try #require(
      JSONSerialization.jsonObject(with: Data((session.text("shot output.txt") ?? "").utf8)) as? [String: Any])
    #expect(event["event"] as? String == "finish_test" && event["test_result"] as? String == "passed")
    #expect(event["test_name"] as? String == "testA" && event["attempt"] as? Int == 1)
    #expect((event["duration"] as? Double).map { $0 > 0 } == true)
    let members = try line().exhibit
    #expect(members?.exitStatus == 0 && members?.outcome == "passed" && members?.hook == "shot")
    #expect(members?.command == ["./shot.sh", "an argument"])
    #expect(session.messages == [])
  }

  @Test(arguments: [("failed", false), ("passed", true), ("always", true)])
  func conditionLooksAtTheOutcome(when: String, isRun: Bool) throws {
    try configure("when: '\(when)', command: ['sh', '-c', 'echo ran']")
    session.test { _, _ in }
    #expect(try artifacts().contains("shot output") == isRun)
  }

  @Test func conditionHoldsForAFailedTest() throws {
    try configure("when: 'failed', command: ['sh', '-c', 'echo ran']")
    session.run { session in
      session.testFinished(session.testStarted(TestKey(id: "App.Tests/testA")), outcome: .failed)
    }
    #expect(try artifacts().contains("shot output"))
  }

  @Test(arguments: [
    ("command: ['./missing.sh']", "'./missing.sh' could not be started: No such file or directory"),
    ("command: ['./plain.txt']", "'./plain.txt' could not be started: Permission denied"),
    ("command: ['exhibit-no-such-program']", "'exhibit-no-such-program' could not be started"),
    ("command: ['sh', '-c', 'echo why >&2; exit 3']", "'sh' ended with exit status 3"),
    ("command: ['sh', '-c', 'kill -9 $$']", "'sh' was ended by signal 9"),
    ("command: ['sleep', '100'], timeout: 0.2", "'sleep' did not end within 0.2 s and was killed"),
  ])
  func failureIsNamedOnceAndRecorded(options: String, message: String) throws {
    try session.scratch.write("no program", to: "plain.txt")
    try configure(options)
    session.run { session in
      for name in ["testA", "testB"] {
        session.testFinished(session.testStarted(TestKey(id: "App.Tests/" + name)), outcome: .passed)
      }
    }
    let said = session.messages.filter { $0.contains("hook 'shot' failed at 'finish_test': \(message)") }
    #expect(said.count == 1 && session.messages.count == 1, "\(session.messages)")
    let summary = try session.summary()
    #expect(summary.results.map(\.outcome) == [.passed, .passed])
    #expect(summary.results.allSatisfy { $0.artifacts.map(\.name).contains("log.txt") })
  }

  @Test(arguments: ["start_session", "finish_session", "test_issue"])
  func failureAtAnotherEventIsNamedToo(event: String) throws {
    try configure("event: '\(event)', command: ['sh', '-c', 'exit 3']")
    session.run { session in
      let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
      session.issueRecorded("no", file: nil, line: 0, attempt: attempt)
      session.testFinished(attempt, outcome: .failed)
      session.finish()
    }
    #expect(session.messages == ["exhibit: hook 'shot' failed at '\(event)': 'sh' ended with exit status 3\n"])
  }

  @Test func whatItStartedGoesWithIt() throws {
    try configure("command: ['sh', '-c', 'sleep 1000 & echo $!'], timeout: 20")
    let start = ContinuousClock.now
    session.test { _, _ in }
    // The child holds the pipe; who has been waiting for its end waits for 1000 s.
    #expect(start.duration(to: .now) < .seconds(15))
    let pid = try #require(session.text("shot output.txt").flatMap { pid_t($0.dropLast()) })
    // A signal takes its time, and of a zombie nothing runs.
    let isGone = { kill(pid, 0) != 0 || FileSystem.text(of: "/proc/\(pid)/stat")?.contains(") Z ") == true }
    let deadline = ContinuousClock.now + .seconds(20)
    while !isGone(), .now < deadline { usleep(1000) }
    #expect(isGone())
    #expect(session.messages == [])
  }

  @Test func outputIsBoundedAndNobodyIsBlocked() throws {
    // It does not read its standard input, and writes more than any pipe holds.
    try configure("command: ['sh', '-c', 'exec <&-; yes 0123456789 | head -c 5000000; echo end']")
    session.test { _, _ in }
    let text = try #require(session.text("shot output.txt"))
    #expect(text.hasPrefix("… what came before is left out\n") && text.hasSuffix("end\n"))
    #expect(text.utf8.count < 1_100_000)
  }

  @Test func secretsAreTakenOutOfWhatItLeaves() throws {
    try session.scratch.write(
      """
      {redact: {words_from: ['SECRET']}, plugins: {shot: {enabled: true, plugin: 'command', command: ['./shot.sh']}}}
      """, to: "exhibit.json")
    let path = try session.scratch.write(
      """
      #!/bin/sh
      echo hunter22
      echo "it is hunter22." >"$EXHIBIT_ARTIFACT_PATH/note.txt"
      echo named >"$EXHIBIT_ARTIFACT_PATH/hunter22.txt"
      """, to: "shot.sh")
    #expect(chmod(path, 0o755) == 0)
    session.run(["SECRET": "hunter22"]) { session in
      session.testFinished(session.testStarted(TestKey(id: "App.Tests/testA")), outcome: .passed)
    }
    #expect(session.text("shot output.txt") == "[redacted]\n")
    #expect(session.text("note.txt") == "it is [redacted].\n")
    #expect(session.names().allSatisfy { !$0.contains("hunter22") })
    #expect(try artifacts().count == 4)
  }

  /// Runs a command in a test of which a secret is known.
  private func runWithSecret(_ script: String) throws {
    try session.scratch.write(
      """
      {redact: {words_from: ['SECRET']}, plugins: {shot: {enabled: true, plugin: 'command', command: ['./shot.sh']}}}
      """, to: "exhibit.json")
    let path = try session.scratch.write("#!/bin/sh\n" + script, to: "shot.sh")
    #expect(chmod(path, 0o755) == 0)
    session.run(["SECRET": "plainsecretvalue42"]) { session in
      session.testFinished(session.testStarted(TestKey(id: "App.Tests/testA")), outcome: .passed)
    }
    #expect(session.messages == [])
  }

  /// What is cut off may be the first letters of the secret, or all but its first line.
  @Test(arguments: ["yes plainsecretvalue42", "yes plainsecretvalue42 | tr -d '\\n'"])
  func outputThatIsCutInASecretHoldsNoPartOfIt(command: String) throws {
    for letters in ["", "z", "zzzzz", "zzzzzzzzzzz"] {
      try runWithSecret("\(command) | head -c 3000000; printf '\(letters)'")
      let text = try #require(session.text("shot output.txt"))
      #expect(text.hasPrefix("… what came before is left out\n"))
      #expect(text.utf8.count < (1 << 20) + 100)
      // At the end there may be the half that the command itself has written.
      #expect(!text.dropLast(40).contains("value42"), "\(text.prefix(100))")
      try FileManager.default.removeItem(atPath: session.root)
    }
  }

  @Test func directoriesHoldNoSecretInTheirNames() throws {
    try runWithSecret(
      """
      cd "$EXHIBIT_ARTIFACT_PATH"
      mkdir -p dir-plainsecretvalue42/deep/plainsecretvalue42 empty-plainsecretvalue42 innocent/empty
      echo x >dir-plainsecretvalue42/deep/note.txt
      mkdir plainsecretvalue42 plainsecretvalue42.2
      ln -s nowhere plainsecretvalue42/link
      ln -s nowhere plainsecretvalue42.2/link
      """)
    let names = try FileManager.default.subpathsOfDirectory(atPath: session.root)
    #expect(!names.contains { $0.contains("plainsecretvalue42") }, "\(names)")
    #expect(session.text("dir-redacted_deep_note.txt") == "x\n")
    #expect(session.names().contains("innocent") && !session.names().contains("empty-redacted"))
    // What is not empty is kept.
    #expect(session.names().filter { $0.hasPrefix("redacted") } == ["redacted", "redacted.2"])
  }

  // MARK: From one event to another

  private let recorder = """
    trap 'echo stopped >"$EXHIBIT_ARTIFACT_PATH/video.txt"; exit 255' INT
    echo started >"$EXHIBIT_ARTIFACT_PATH/started.txt"
    while :; do sleep 0.01; done
    """

  /// Runs a test whose body waits for the recorder.
  private func record(_ outcome: Outcome = .passed) {
    session.run { session in
      let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
      let place = TestEvidence.current.directory.path + "/shot/started.txt"
      let deadline = ContinuousClock.now + .seconds(20)
      while FileSystem.kind(of: place) == nil, .now < deadline { usleep(1000) }
      TestEvidence.current.save("mine", as: "mine")
      session.testFinished(attempt, outcome: outcome)
    }
  }

  @Test func recorderIsAskedToEndAndItsFilesAreListed() throws {
    try configure("event: 'start_test', until: 'finish_test', command: ['./shot.sh']", script: recorder)
    record()
    #expect(try artifacts() == ["mine", "started.txt", "video.txt", "log.txt"])
    #expect(session.text("shot/video.txt") == "stopped\n")
    #expect(try line().exhibit?.exitStatus == 255)
    #expect(session.messages == [])
  }

  @Test(arguments: [(Outcome.passed, false), (.failed, true)])
  func recorderKeepsItsFilesOfFailedTests(outcome: Outcome, isKept: Bool) throws {
    try configure("event: 'start_test', until: 'finish_test', when: 'failed', command: ['./shot.sh']", script: recorder)
    record(outcome)
    #expect(try artifacts().contains("video.txt") == isKept)
    #expect(session.names().contains("shot") == isKept)
  }

  @Test func recorderThatDoesNotEndIsKilled() throws {
    try configure(
      "event: 'start_test', until: 'finish_test', timeout: 0.2, command: ['./shot.sh']",
      script: """
        trap '' INT TERM
        echo started >"$EXHIBIT_ARTIFACT_PATH/started.txt"
        while :; do sleep 0.01; done
        """)
    record()
    #expect(session.messages.count { $0.contains("did not end within 0.2 s and was killed") } == 1)
  }

  // MARK: Mistakes

  @Test(arguments: [
    ("", "'command' must name a program"), ("command: []", "'command' must name a program"),
    ("command: ['a\\u0000']", "cannot hold a NUL"), ("command: ['a'], timeout: 0", "'timeout' must be"),
    ("command: ['a'], until: 'finish_test'", "'until' must be another event"),
    ("command: ['a'], event: 'start_test', when: 'failed'", "'when' needs the outcome"),
    (
      "command: ['a'], when: 'somtimes'",
      "plugins.shot.when: unknown value 'somtimes'; use one of: always, failed, passed"
    ),
    ("command: ['a'], when: 'faild'", "plugins.shot.when: unknown value 'faild'; did you mean 'failed'?"),
    ("command: 'a'", "exhibit.json:1:"), ("command: ['a'], environment: {'A=B': ''}", "no variable can have"),
    ("command: ['true'], comand: 1", "plugins.shot.comand: unknown key; known here: background, command,"),
  ])
  func mistakeInTheOptionsIsNamed(options: String, message: String) throws {
    try configure(options)
    session.test { _, _ in }
    #expect(session.messages.count == 1 && session.messages[0].contains(message), "\(session.messages)")
    #expect(try session.summary().results.map(\.outcome) == [.passed])
  }

  @Test func aRecorderOfAnyIdentHasADirectoryInThatOfTheTest() throws {
    try session.scratch.write(
      """
      {plugins: {"../evil": {enabled: true, plugin: "command", event: "start_test", until: "finish_test",
        command: ["sh", "-c", "trap 'exit 0' INT; echo film >$EXHIBIT_ARTIFACT_PATH/film.txt; while :; do sleep 0.01; done"]}}}
      """, to: "exhibit.json")
    try session.test { _, _ in
      let directory = TestEvidence.current.directory.path
      let deadline = ContinuousClock.now + .seconds(20)
      while try !FileManager.default.subpathsOfDirectory(atPath: directory).contains(where: { $0.hasSuffix("film.txt") }
      ),
        .now < deadline
      { usleep(1000) }
    }
    let film = try #require(session.summary().results[0].artifacts.first { $0.name == "film.txt" })
    let names = film.path.split(separator: "/").map(String.init)
    #expect(names.count == 6 && names.starts(with: ["tests", "App", "Tests", "testA"]))
    #expect(names.allSatisfy { PathComponent.ordinary($0) == $0 }, "\(film.path)")
    #expect(session.messages == [])
  }
}
