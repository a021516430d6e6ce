import Foundation

/// What the first line of an event file says about the process that writes it.
package struct ProcessHeader: Sendable {
  /// The format's version; a reader refuses a newer one.
  package static let formatVersion = 1

  package var machine: String = MachineIdentity.current
  package var pid: Int32 = getpid()
  package var bootID: String = BootIdentity.current
  /// What the process does in the run, if it runs no tests.
  package var role: String?
  package var shard: String?
  package var toolchain: String
  package var command: [String]
  package var environment: [(name: String, value: String)]
  package var revision: SourceRevision
  package var sourceRoot: String
  /// Where the binary is, which reports need to find the debug information.
  package var executable: String

  /// Whether signals that end the process are told in its record.
  package var watchesSignals = false
  /// After how many seconds a test is taken for one that hangs.
  package var testTimeout: Double?
  /// The role of a process that removes artifacts.
  static let retentionRole = "retention"

  /// Describes this process.
  ///
  /// - Parameters:
  ///   - environment: Where variables are read; only those of ``allowedVariables`` get into the record.
  ///   - sourceRoot: The root of the package, an absolute path.
  package init(environment: EnvironmentVariables = .process, sourceRoot: String) {
    shard = environment["EXHIBIT_SHARD"]
    toolchain = Self.compilerVersion
    command = CommandLine.arguments
    executable = CommandLine.arguments.first ?? ""
    self.environment = Self.allowedVariables.compactMap { name in environment[name].map { (name, $0) } }
    revision = SourceRevision.detect(environment: environment, sourceRoot: sourceRoot)
    self.sourceRoot = sourceRoot
  }

  /// The variables whose values get into the record: they explain a difference between machines and hold no secret.
  package static let allowedVariables = [
    "CI", "LANG", "LC_ALL", "TZ", "SWIFT_BACKTRACE", "SWIFT_DETERMINISTIC_HASHING", "RUNNER_OS", "RUNNER_ARCH",
    "RUNNER_NAME", "NODE_NAME", "GITHUB_RUN_ID", "GITHUB_WORKFLOW", "CI_PIPELINE_ID", "CI_RUNNER_DESCRIPTION",
    "BUILDKITE_BUILD_NUMBER", "CIRCLE_WORKFLOW_ID", "CIRCLE_NODE_INDEX",
  ]

  /// The compiler that built Exhibit, which is the one that built the tests.
  private static var compilerVersion: String {
    #if compiler(>=6.5)
      "Swift 6.5 or newer"
    #elseif compiler(>=6.4)
      "Swift 6.4"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #elseif compiler(>=6.2)
      "Swift 6.2"
    #else
      "Swift 6.1"
    #endif
  }

  func write(to line: LineBuffer, runID: RunID, processName: String, isLocked: Bool, redactor: Redactor?) {
    line.member(#","formatVersion":"#, Self.formatVersion)
    line.member(#","runID":"#, verbatim: runID.rawValue)
    line.member(#","process":"#, verbatim: processName)
    line.member(#","machine":"#, verbatim: machine)
    line.member(#","pid":"#, Int(pid))
    line.member(#","bootID":"#, verbatim: bootID)
    line.literal(isLocked ? #","locked":true"# : #","locked":false"#)
    if watchesSignals { line.literal(#","watchesSignals":true"#) }
    if let testTimeout {
      line.literal(#","testTimeoutSeconds":"#)
      line.seconds(testTimeout)
    }
    line.member(#","role":"#, role)
    line.member(#","shard":"#, shard)
    line.member(#","toolchain":"#, verbatim: toolchain)
    line.member(#","sourceRoot":"#, sourceRoot)
    line.member(#","executable":"#, executable)
    line.literal(#","command":["#)
    // A list of tests may be as long as the system allows; all arguments together get the room of one text.
    var room = LineBuffer.textLimit
    // By numbers: the first iterator over a list of its kind takes the runtime ten microseconds.
    for place in 0..<command.count where room > 0 {
      if place > 0 { line.literal(",") }
      // Before it is cut: the beginning of a secret would not be known for one.
      let argument = redactor?.redact(command[place]) ?? command[place]
      line.string(verbatim: String(argument.prefix(room)))
      // The quotes and the comma count too: there may be any number of empty ones.
      room -= argument.utf8.count + 3
    }
    line.literal(#"],"environment":{"#)
    for place in 0..<environment.count {
      let variable = environment[place]
      if place > 0 { line.literal(",") }
      line.string(verbatim: variable.name)
      line.literal(":")
      let value = redactor?.redact(variable.value) ?? variable.value
      line.string(verbatim: String(value.prefix(256)))
    }
    line.literal("}")
    line.member(#","repository":"#, revision.repository)
    line.member(#","commit":"#, revision.commit)
    line.member(#","branch":"#, revision.branch)
    line.member(#","pullRequest":"#, revision.pullRequest)
    line.member(#","ciSystem":"#, revision.ciSystem)
    line.member(#","ciJob":"#, revision.ciJob)
    line.member(#","ciAttempt":"#, revision.ciAttempt)
  }
}
