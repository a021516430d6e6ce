import CExhibitRecord
package import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Writes a log of each test, `<ident>.txt` in its directory, line by line as things happen.
package final class LogPlugin: Plugin {
  package static let name = "log"

  private struct Log {
    let testID: String
    let file: AppendFile
    let started: Int64
    let redaction: RedactionRules?
  }

  private let ident: String
  private let fileName: String
  /// Those of the tests that are running, hardly ever more than one.
  private let logs = Locked<[Log]>([])

  package init(ident: String, options: NoOptions) {
    self.ident = ident
    fileName = (PathComponent.ordinary(ident) ?? PathComponent.distinct(ident, hashing: ident)) + ".txt"
  }

  package func register(in hooks: inout PluginHooks) {
    hooks.on(.startTest, order: .first) { [self] in try start($0) }
    hooks.on(.finishTest, order: .last) { [self] in try finish($0) }
    hooks.on(.logMessage) { [self] event in
      try append(event, word: event[.level].rawValue, text: event[.message])
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
    hooks.on(.saveArtifact) { [self] event in
      let name = try event[.path].lastPathName
      let description = try event[.description]
      let subject = name == description ? name : "\(name) (\(description))"
      try append(event, word: "saved", text: "\(subject), \(event[.contentType]), \(event[.bytes]) bytes")
    }
    hooks.on(.testIssue) { [self] event in
      let place = event[ifPresent: .file].map { "\($0):\(event[ifPresent: .line] ?? 0): " } ?? ""
      try append(event, word: "failure", text: place + event[.message])
    }
  }

  private func start(_ event: HookEvent) throws {
    let id = try event[.testID]
    let directory = try event[.artifactPath]
    let file = try open(directory + "/" + fileName, in: directory)
    let redaction = RunSession.current?.redaction
    let log = Log(testID: id, file: file, started: exhibit_monotonic_nanoseconds(), redaction: redaction)
    logs.withLock { logs in
      logs.removeAll { $0.testID.isIdentical(to: id) }
      logs.append(log)
    }

    let location = try event[.testLocation]
    var text = "test      "
    text += line(id, redaction)
    text += "name      "
    text += try line(event[.testName], redaction)
    text += "module    "
    text += line(location.part(beforeFirst: "/"), redaction)
    text += "location  "
    text += line(location, redaction)
    text += "attempt   "
    text += try String(event[.attempt])
    text += "\nstarted   "
    text += UTCTime.extended(ofNow: exhibit_wall_nanoseconds())
    text += "\n\n"
    try write(text, to: log.file)
  }

  /// Opens a log; a directory of the user's own choice is made when it is first used.
  private func open(_ path: String, in directory: String) throws -> AppendFile {
    do throws(FileSystem.Failure) {
      return try AppendFile(path: path)
    } catch  where error.code == ENOENT {
      try FileSystem.makeDirectories(directory)
      return try AppendFile(path: path)
    }
  }

  private func finish(_ event: HookEvent) throws {
    let id = try event[.testID]
    let log: Log? = logs.withLock { logs in
      logs.lastIndex { $0.testID.isIdentical(to: id) }.map { logs.remove(at: $0) }
    }
    guard let log else { return }
    let file = log.file
    var text = "\noutcome   "
    text += try event[.testResult].rawValue
    if let reason = event[ifPresent: .message] {
      text += "\nreason    "
      text += (log.redaction?.redact(reason) ?? reason).printable
    }
    text += "\nduration  "
    text += try event[.duration].milliseconds
    text += "\n"
    try write(text, to: file)
    guard let session = RunSession.current, let attempt = session.attempt(of: id) else { return }
    session.listFile(
      at: file.path, description: fileName, contentType: .plainText, byteCount: file.byteCount, of: attempt, by: ident)
  }

  private func append(_ event: HookEvent, word: String, text: String) throws {
    let id = try event[.testID]
    guard let log = logs.withLock({ logs in logs.last { $0.testID.isIdentical(to: id) } }) else { return }
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

  private func line(_ text: String, _ redaction: RedactionRules?) -> String {
    let text = redaction?.redact(text) ?? text
    return (text.isPrintableASCII ? text : text.printable) + "\n"
  }

  private func indented(_ depth: Int) -> String {
    String(repeating: "  ", count: depth)
  }
}
