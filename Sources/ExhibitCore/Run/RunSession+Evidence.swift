import CExhibitRecord
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// The evidence of tests: log lines, artifacts and steps.
extension RunSession {
  /// Writes a log line of a test.
  package func log(_ message: String, level: LogLevel, attempt: TestAttempt) {
    let text = shortened(message, description: "log message", attempt: attempt)
    writer?.event("exhibitLogMessage", testID: attempt.key.id, message: ("details", text.text)) { buffer in
      buffer.member(#","attempt":"#, attempt.number)
      buffer.member(#","level":"#, verbatim: level.rawValue)
      text.write(to: buffer)
    }
    guard engine.hasHooks(for: .logMessage) else { return }
    let values: HookValues = ["test_id": attempt.key.id, "level": level, "message": message]
    report(engine.fire(.logMessage, values, about: attempt, afterPre: nil))
  }

  /// The directory of a test, made if it is not there; the record then says where it is.
  ///
  /// - Parameters:
  ///   - attempt: The test.
  ///   - follows: Whether nothing of a test has run since the line of the record before.
  /// - Returns: An absolute path.
  /// - Throws: Why it cannot be made.
  @discardableResult
  package func directory(of attempt: TestAttempt, follows: Bool = false) throws(EvidenceError) -> String {
    let directory = try attempt.directory()
    if let path = directory.newPath {
      writer?.directoryMade(path, for: attempt.key, attempt: attempt.number, follows: follows)
    }
    return directory.path
  }

  /// The directory of a test as `directory(of:)` makes it, or a temporary one whose contents are lost.
  package func usableDirectory(of attempt: TestAttempt) -> String {
    (try? directory(of: attempt)) ?? attempt.usablePath()
  }

  /// Lists an artifact whose bytes are complete.
  func list(
    _ artifact: Artifact, path: String, of attempt: TestAttempt, holdsSecret: Bool = false, isAsked: Bool = false
  ) {
    if holdsSecret {
      Diagnostics.shared.say(
        "\(attempt.key): \(redaction.redact(artifact.description).quoted) holds a value that is to be redacted; it is no "
          + "text and was kept as it is")
    }
    list(
      path, artifact.description, artifact.contentType, artifact.byteCount, holdsSecret: holdsSecret, of: attempt,
      isAsked: isAsked, isLabelled: artifact.group != nil || artifact.displayType != nil
    ) { artifact }
  }

  /// Lists a file that a plugin wrote by itself and has completed; its own hook of `save_artifact` is not told.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - description: What it is.
  ///   - contentType: Its content type.
  ///   - byteCount: Its size.
  ///   - attempt: The test.
  ///   - ident: The plugin's.
  ///   - follows: Whether nothing of a test has run since the line of the record before.
  package func listFile(
    at path: String, description: String, contentType: ContentType, byteCount: Int, of attempt: TestAttempt,
    by ident: String, follows: Bool = false
  ) {
    list(path, description, contentType, byteCount, of: attempt, by: ident, follows: follows) {
      Artifact(
        description: description, url: URL(fileURLWithPath: path, isDirectory: false), contentType: contentType,
        byteCount: byteCount)
    }
  }

  /// Writes the line of an artifact, and tells of it who listens; hardly ever is somebody there to whom the artifact
  /// itself would have to be handed.
  private func list(
    _ path: String, _ description: String, _ contentType: ContentType, _ byteCount: Int, holdsSecret: Bool = false,
    of attempt: TestAttempt, by ident: String? = nil, isAsked: Bool = false, isLabelled: Bool = false,
    follows: Bool = false, _ artifact: () -> Artifact
  ) {
    let relative = run?.relative(path) ?? path
    if isLabelled {
      recordLabelled(artifact(), at: relative, holdsSecret: holdsSecret, of: attempt)
    } else {
      writer?.attached(
        relative, description: description, contentType: contentType.rawValue, byteCount: byteCount,
        holdsSecret: holdsSecret, to: attempt.key, attempt: attempt.number, follows: follows)
    }
    send(RunSignals.artifactSaved, SavedArtifact(testID: attempt.key.id, artifact: artifact()))
    guard !isAsked, engine.hasHooks(for: .saveArtifact, otherThan: ident) else { return }
    var values: HookValues = [
      "test_id": attempt.key.id, "description": description, "path": path, "content_type": contentType,
      "bytes": byteCount,
    ]
    if isLabelled {
      values[.groupID] = artifact().group
      values[.displayType] = artifact().displayType
    }
    report(engine.fire(.saveArtifact, values, about: attempt, afterPre: nil))
  }

  private func recordLabelled(
    _ artifact: Artifact, at path: String, holdsSecret: Bool, of attempt: TestAttempt
  ) {
    writer?.event(
      "valueAttached", testID: attempt.key.id,
      exhibit: { buffer in
        buffer.member(#","attempt":"#, attempt.number)
        buffer.member(#","description":"#, artifact.description)
        buffer.member(#","contentType":"#, artifact.contentType.rawValue)
        buffer.member(#","bytes":"#, artifact.byteCount)
        if holdsSecret { buffer.literal(#","holdsSecret":true"#) }
        buffer.member(#","group":"#, artifact.group)
        buffer.member(#","displayType":"#, artifact.displayType)
      },
      details: { buffer in
        buffer.member(#","attachment":{"path":"#, path: path)
        buffer.literal("}")
      })
  }

  /// Says in the record, and once on standard error, that something could not be saved.
  package func evidenceLost(_ error: EvidenceError, attempt: TestAttempt) {
    writer?.event("exhibitArtifactLost", testID: attempt.key.id, message: ("warning", error.message)) { buffer in
      buffer.member(#","attempt":"#, attempt.number)
    }
    // Said once for the run, whatever comes after it.
    if error.code == .runFull { return }
    Diagnostics.shared.say("\(attempt.key): \(error.message)", from: error)
  }

  /// A step begins.
  package func stepStarted(_ step: Step, attempt: TestAttempt) {
    writer?.event("exhibitStepStarted", testID: attempt.key.id, message: ("details", step.name)) { buffer in
      buffer.member(#","attempt":"#, attempt.number)
      step.write(to: buffer)
    }
    guard engine.hasHooks(for: .startStep) else { return }
    let values: HookValues = ["test_id": attempt.key.id, "step": step.name, "depth": step.depth]
    report(engine.fire(.startStep, values, about: attempt, afterPre: nil))
  }

  /// A step has ended.
  package func stepEnded(_ step: Step, error: (any Error)?, attempt: TestAttempt) {
    let duration = exhibit_monotonic_nanoseconds() - step.startedMonotonic
    let message = error.map(ErrorText.of)
    writer?.event(
      "exhibitStepEnded", testID: attempt.key.id, message: message.map { ("fail", $0) },
      exhibit: { buffer in
        buffer.member(#","attempt":"#, attempt.number)
        step.write(to: buffer)
        buffer.literal(#","durationNanoseconds":"#)
        buffer.integer(duration)
        buffer.member(#","outcome":"#, verbatim: error == nil ? "passed" : "failed")
      })
    guard engine.hasHooks(for: .finishStep) else { return }
    var values: HookValues = ["test_id": attempt.key.id, "step": step.name, "depth": step.depth]
    values[.duration] = .nanoseconds(duration)
    values[.error] = message
    report(engine.fire(.finishStep, values, about: attempt, afterPre: nil))
  }

  /// A text as a line of the record can hold it; a longer one goes to a file of the test.
  func shortened(_ text: String, description: String, attempt: TestAttempt) -> RecordedText {
    // Before it is cut: the beginning of a secret would not be known for one.
    let text = redaction.redact(text)
    guard text.utf8.count > LineBuffer.textLimit else { return RecordedText(text: text, path: nil, byteCount: nil) }
    let saved = text.withContiguousUTF8 { bytes in
      ArtifactStore(session: self, attempt: attempt)
        .save(.bytes(bytes), description: description, contentType: .plainText)
    }
    let artifact: Artifact
    switch saved {
    case .success(let saved): artifact = saved
    case .failure(let error):
      evidenceLost(error, attempt: attempt)
      return RecordedText(text: text, path: nil, byteCount: text.utf8.count)
    }
    let path = run?.relative(artifact.url.path) ?? artifact.url.path
    return RecordedText(text: String(text.prefix(2000)) + "…", path: path, byteCount: text.utf8.count)
  }
}
