import CExhibitRecord
package import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Writes a log of each test, `<ident>.txt` in its directory, line by line as things happen.
package final class LogPlugin: Plugin {
  package static let name = "log"

  package struct Options: PluginOptions {
    /// Log lines that matter less are left out; the record has them all.
    package var level = LogLevel.debug

    package init() {}
  }

  private struct Log {
    let attempt: TestAttempt
    let file: AppendFile
    let started: Int64
    let redaction: RedactionRules?
  }

  let ident: String
  private let level: LogLevel
  /// What the logs are called.
  let fileName: String
  /// Those of the tests that are running, hardly ever more than one.
  private let logs = Locked<[Log]>([])

  package init(ident: String, options: Options) {
    self.ident = ident
    level = options.level
    fileName = (PathComponent.ordinary(ident) ?? PathComponent.distinct(ident, hashing: ident)) + ".txt"
  }

  package func register(in hooks: inout PluginHooks) {
    hooks.on(
      .startTest, order: .first, owner: self, values: { [self] in try start($0) }, direct: { [self] in try start($0) })
    hooks.on(
      .finishTest, order: .last, owner: self, values: { [self] in try finish($0) }, direct: { [self] in try finish($0) }
    )
    hooks.on(.logMessage) { [self] event in
      let level = try event[.level]
      if level >= self.level { try append(event, word: level.rawValue, text: event[.message]) }
    }
    hooks.on(.startStep) { [self] event in
      try append(event, word: "step", text: indented(event[.depth]) + event[.step])
    }
    hooks.on(.finishStep) { [self] event in
      let result = event[ifPresent: .error].map { "failed: " + $0 } ?? "done"
      try append(
        event, word: "step",
        text: "\(indented(event[.depth]))\(event[.step]): \(result) (\(event[.duration].milliseconds))")
    }
    hooks.on(.fixture) { [self] event in
      if event[ifPresent: .testID] != nil { try append(event, word: "fixture", text: event[.message]) }
    }
    hooks.on(.saveArtifact) { [self] event in
      // What was asked for and could not be saved is said elsewhere.
      guard let bytes = event[ifPresent: .bytes] else { return }
      let name = try event[.path].lastPathName
      let description = try event[.description]
      let subject = name == description ? name : "\(name) (\(description))"
      try append(event, word: "saved", text: "\(subject), \(event[.contentType]), \(bytes) bytes")
    }
    hooks.on(.testIssue) { [self] event in
      let place = event[ifPresent: .file].map { "\($0):\(event[ifPresent: .line] ?? 0): " } ?? ""
      try append(event, word: "failure", text: place + event[.message])
    }
  }

  private func start(_ event: HookEvent) throws {
    if let attempt = try attempt(of: event) { try start(attempt, in: event[.artifactPath]) }
  }

  private func start(_ subject: any HookSubject) throws {
    guard let attempt = subject as? TestAttempt else { return }
    if let path = attempt.madePath { return try start(attempt, in: path) }
    do throws(EvidenceError) {
      _ = try attempt.directory()
    } catch {
      return lose(attempt, error)
    }
    if let path = attempt.madePath { try start(attempt, in: path) }
  }

  /// There is no directory for the log.
  private func lose(_ attempt: TestAttempt, _ failure: EvidenceError) {
    RunSession.current?.evidenceLost(failure.described(fileName), attempt: attempt)
  }

  private func finish(_ event: HookEvent) throws {
    guard let attempt = try attempt(of: event) else { return }
    try finish(
      attempt, outcome: event[.testResult].rawValue, reason: event[ifPresent: .message],
      nanoseconds: event[.duration].nanoseconds)
  }

  private func finish(_ subject: any HookSubject) throws {
    guard let attempt = subject as? TestAttempt, let end = attempt.end else { return }
    try finish(attempt, outcome: end.outcome.rawValue, reason: end.reason, nanoseconds: end.nanoseconds, follows: true)
  }

  private func attempt(of event: HookEvent) throws -> TestAttempt? {
    try RunSession.current?.attempt(of: event[.testID])
  }

  private func start(_ attempt: TestAttempt, in directory: String) throws {
    // Somebody may fire the event again; the log that is open stays the one.
    if logs.withLock({ logs in logs.contains { $0.attempt === attempt } }) { return }
    if let failure = attempt.directoryFailure { return lose(attempt, failure) }
    let redaction = RunSession.current?.redaction
    let file = try open(directory + "/" + fileName, in: directory, of: attempt, redaction)
    let log = Log(attempt: attempt, file: file, started: exhibit_monotonic_nanoseconds(), redaction: redaction)
    logs.withLock { $0.append(log) }
  }

  /// Takes a log that is open, of a test that was quiet until now.
  func adopt(_ file: AppendFile, of attempt: TestAttempt, started: Int64) {
    let log = Log(attempt: attempt, file: file, started: started, redaction: RunSession.current?.redaction)
    logs.withLock { $0.append(log) }
  }

  /// Opens a log; a directory of the user's own choice is made when it is first used.
  private func open(
    _ path: String, in directory: String, of attempt: TestAttempt, _ redaction: RedactionRules?
  ) throws -> AppendFile {
    do throws(FileSystem.Failure) {
      return try AppendFile.log(at: path, of: attempt.key, attempt: attempt.number, redaction: redaction)
    } catch  where error.code == ENOENT {
      try FileSystem.makeDirectories(directory)
      return try AppendFile.log(at: path, of: attempt.key, attempt: attempt.number, redaction: redaction)
    }
  }

  private func finish(
    _ attempt: TestAttempt, outcome: String, reason: String?, nanoseconds: Int64, follows: Bool = false
  ) throws {
    let log: Log? = logs.withLock { logs in
      if let last = logs.last, last.attempt === attempt { return logs.removeLast() }
      return logs.lastIndex { $0.attempt === attempt }.map { logs.remove(at: $0) }
    }
    guard let log else { return }
    let byteCount = try log.file.endLog(
      outcome: outcome, reason: reason.map { log.redaction?.redact($0) ?? $0 }, nanoseconds: nanoseconds)
    RunSession.current?.listFile(
      at: log.file.path, description: fileName, contentType: .plainText, byteCount: byteCount, of: attempt, by: ident,
      follows: follows)
  }

  private func append(_ event: HookEvent, word: String, text: String) throws {
    let id = try event[.testID]
    guard let log = logs.withLock({ logs in logs.last { $0.attempt.key.id.isIdentical(to: id) } }) else { return }
    let elapsed = exhibit_monotonic_nanoseconds() - log.started
    // Foundation's ways to pad and replace load its tables for all languages, 100 ms at the first failure of a process.
    let head =
      "\(Duration.nanoseconds(elapsed).fixedSeconds)  \(word)\(String(repeating: " ", count: max(1, 10 - word.count)))"
    // Before lines are indented and characters escaped, which would hide a secret from those who look for it.
    let body = (log.redaction?.redact(text) ?? text).printableLines.split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .joined(separator: "\n" + String(repeating: " ", count: head.count))
    try write(head + body + "\n", to: log.file)
  }

  private func write(_ text: String, to file: AppendFile) throws {
    var text = text
    switch text.withUTF8({ file.write(UnsafeRawBufferPointer($0)) }) {
    case .all: break
    case .part: throw FileSystem.Failure(path: file.path, code: ENOSPC)
    case .nothing(let failure): throw failure
    }
  }

  private func indented(_ depth: Int) -> String {
    String(repeating: "  ", count: depth)
  }
}
