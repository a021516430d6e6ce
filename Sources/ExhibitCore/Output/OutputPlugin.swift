import CExhibitOutput
import CExhibitRecord
package import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Keeps what each test and its children write to standard output and standard error, `stdout.txt` and `stderr.txt` in
/// its directory; what is printed outside of tests goes to the directory of the process.
///
/// The work is done by `CExhibitOutput`. What plugins print at the start and at the end of a test is outside of it.
package final class OutputPlugin: Plugin {
  package struct Options: PluginOptions {
    /// How much is kept of one stream of one test; `limits.output` of the configuration if it is not given.
    package var limit: ByteCount?

    package init() {}
  }

  package static let name = "output"

  private let ident: String
  private let limit: UInt64?
  private let isWanted: Bool

  /// - Parameters:
  ///   - ident: The instance's own name.
  ///   - options: What the configuration says.
  ///   - isWanted: Whether somebody asked for it, who then is told what is not captured.
  init(ident: String, options: Options, isWanted: Bool) {
    self.ident = ident
    limit = options.limit.map { UInt64($0.bytes) }
    self.isWanted = isWanted
  }

  package convenience init(ident: String, options: Options) {
    self.init(ident: ident, options: options, isWanted: true)
  }

  /// Whether streams of this process are kept.
  private static let isKeeping = AtomicFlag(false)

  /// Whether a file of a test is one of captured output.
  static func keepsFile(named name: String) -> Bool {
    guard isKeeping.isSet, name.hasSuffix(".txt") else { return false }
    let stem = name.dropLast(4)
    let stream = stem.prefix { $0 != "-" }
    return ["stdout", "stderr", "output"].contains(stream)
      && stem.dropFirst(stream.count).dropFirst().allSatisfy(\.isNumber)
  }

  package func register(in hooks: inout PluginHooks) {
    hooks.on(.startSession, order: .first) { [self] _ in start() }
    hooks.on(
      .startTest, order: .last, owner: self, values: { [self] in try startTest($0) },
      direct: { [self] subject in
        guard let attempt = subject as? TestAttempt else { return }
        startTest(attempt, in: (try? attempt.directory().path) ?? "")
      })
    hooks.on(
      .finishTest, order: .first, owner: self, values: { [self] _ in finishTest() },
      direct: { [self] _ in finishTest() })
  }

  private func start() {
    guard let session = RunSession.current, let writer = session.writer else { return }
    if isWanted { sayWhatIsLeftAlone() }
    guard shareSecrets(of: session) else { return }
    let record = OutputRecord(run: writer.run, processName: writer.processName)
    let limit = limit ?? UInt64(session.allowance.limits.output)
    let count = record.path.withCString { path in
      record.header.withCString { header in
        record.outsideDirectory.withCString { directory in
          var options = exhibit_output_options(
            events_path: path, header: header, outside_directory: directory, limit: limit,
            is_short_lived: session.plannedCount == 1)
          return exhibit_output_start(&options)
        }
      }
    }
    if count > 0 {
      Self.isKeeping.exchange(true)
      exhibit_before_death { _ in exhibit_output_save_stdio() }
    }
    guard count < 0 else { return }
    let reason =
      switch errno {
      case EALREADY: "another instance does"
      case EXHIBIT_FIRST_PROCESS:
        "this is the first process of a container, with which all others end; start it from a shell, or with an `init`"
      case let code: String(cString: strerror(code))
      }
    Diagnostics.shared.say("plugin '\(ident)' does not keep what the tests print: \(reason)")
  }

  /// Lets the process that writes the files know what is to be taken out of them, now and whenever there is more.
  ///
  /// - Returns: Whether that can be done; without it nothing may be written.
  private func shareSecrets(of session: RunSession) -> Bool {
    guard exhibit_output_prepare_redaction() else {
      Diagnostics.shared.say("plugin '\(ident)' does not keep what the tests print: no memory for what to redact")
      return false
    }
    session.redaction.observe { [ident] redactor in
      let isShared = redactor.withRules { rules in rules.map { exhibit_output_redact($0) } ?? true }
      guard !isShared else { return }
      Diagnostics.shared.say("plugin '\(ident)' keeps nothing any more: there is too much to redact")
    }
    return true
  }

  private func sayWhatIsLeftAlone() {
    #if os(Linux)
      for (descriptor, name) in [(STDOUT_FILENO, "standard output"), (STDERR_FILENO, "standard error")] {
        let kind = exhibit_output_kind(descriptor)
        guard kind != exhibit_stream_pipe else { continue }
        let what =
          switch kind {
          case exhibit_stream_closed: "closed"
          case exhibit_stream_terminal: "a terminal"
          case exhibit_stream_file: "a file"
          default: "no pipe"
          }
        Diagnostics.shared.say(
          "plugin '\(ident)' does not keep what is written to \(name), which is \(what): only a pipe can be kept "
            + "without a change that tests could see; `swift test` makes pipes, and so does `| cat`")
      }
    #else
      Diagnostics.shared.say("plugin '\(ident)' does not keep what the tests print: it can on Linux only")
    #endif
  }

  private func startTest(_ event: HookEvent) throws {
    guard let attempt = try RunSession.current?.attempt(of: event[.testID]) else { return }
    try startTest(attempt, in: event[.artifactPath])
  }

  private func startTest(_ attempt: TestAttempt, in directory: String) {
    guard let session = RunSession.current else { return }
    let failure = attempt.directoryFailure
    if let failure {
      let message = "what the test prints was not saved: \(failure)"
      session.evidenceLost(
        EvidenceError(code: failure.code, message: message, cause: failure.cause), attempt: attempt)
    }
    // The copier is told of the test nevertheless: what it prints is that of no other.
    let directory = failure == nil ? directory : ""
    let recorded = session.run?.relative(directory) ?? directory
    let key = attempt.key
    let recordedID = session.writer?.recordedID(of: key.id) ?? key.id
    let name = "\(key.location.lastPathName).\(key.name)"
    directory.withCString { directory in
      recorded.withCString { recorded in
        recordedID.withCString { id in
          name.withCString { name in
            var test = exhibit_output_test(
              directory: directory, recorded_directory: recorded, id: id, console_name: name,
              attempt: Int64(attempt.number))
            exhibit_output_test_started(&test)
          }
        }
      }
    }
    reportLoss()
  }

  private func finishTest() {
    exhibit_output_test_ended()
    reportLoss()
  }

  private func reportLoss() {
    if exhibit_output_lost_boundary() { sayLostBoundary() }
  }

  func sayLostBoundary() {
    Diagnostics.shared.say(
      "what some tests print is not told apart: a test closed the way to the process that keeps it, that process is gone, or "
        + "nobody reads the stream")
  }
}
