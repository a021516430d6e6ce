package import CExhibitRecord
import ExhibitSupport
import Foundation

/// Appends events to this process's file in the record of a run.
///
/// Every line is one `write` to a file opened for appending, so what was written before a crash is whole. The file's
/// advisory lock is held as long as the process lives. A line that cannot be written is lost, never waited for, and the
/// first loss is reported. Some room on the disk is kept, in which a record that must stop can still say so.
package final class RecordWriter: Sendable {
  /// What is reported; each kind once.
  package enum Incident: Sendable, Hashable {
    /// Lines are missing, for what the system said.
    case incomplete(FileSystem.Failure)
    /// A line was too long, which is a defect.
    case tooLong
    /// The file had been removed, and was made again.
    case removed
  }

  /// The run.
  package let run: RunDirectory

  /// The name that this process has in the record, `<machine>-<pid>-<random>`.
  package let processName: String

  /// Whether some line could not be written.
  var hasFailed: Bool { state.withLock { !$0.reported.isEmpty } }

  package let record: exhibit_record
  private let redaction: RedactionRules
  private struct State {
    /// What the record's lines are free of; it must live as long as the record uses it.
    var redactor: Redactor?
    /// The kinds of incidents that were reported, of which there are few.
    var reported: [String] = []
  }

  private let state = Locked(State())
  private let testIDs = RedactedNames()
  private let report: @Sendable (Incident) -> Void

  /// Opens this process's event file, takes its lock and writes the first line.
  ///
  /// - Parameters:
  ///   - run: The run that the process belongs to.
  ///   - process: What the first line says.
  ///   - redaction: What is taken out of every line.
  ///   - report: Called when something goes wrong.
  /// - Throws: The failure of the file system if the file cannot be made.
  package init(
    run: RunDirectory, process: ProcessHeader, redaction: RedactionRules = RedactionRules(),
    report: @escaping @Sendable (Incident) -> Void
  ) throws(FileSystem.Failure) {
    self.run = run
    self.redaction = redaction
    self.report = report
    exhibit_watch_forks()
    let random = hexadecimal(UInt64(UInt32.random(in: .min ... .max)), digits: 8)
    let processName = "\(process.machine)-\(process.pid)-\(random)"
    self.processName = processName
    let path = "\(run.events)/\(processName).jsonl"
    record = exhibit_record_open(path)
    guard record.state != nil else { throw FileSystem.Failure(path: path) }
    // Without a lock (some network file systems have none) readers cannot see that the process lives; nothing else
    // depends on it.
    let isLocked = exhibit_record_lock(record) == 0
    redaction.observe { [weak self] in self?.adopt($0) }
    let first = redaction.redactor
    let absolute = exhibit_monotonic_nanoseconds()
    let wall = exhibit_wall_nanoseconds()
    let incident = write { line in
      line.literal(#"{"version":"6.3.0","kind":"exhibitProcess","payload":{"instant":"#)
      line.instant(absolute: absolute, wall: wall)
    } exhibit: { line in
      process.write(to: line, runID: run.id, processName: processName, isLocked: isLocked, redactor: first)
    }
    if case .incomplete(let failure) = incident {
      // Without its first line a file tells nothing.
      unlink(path)
      throw failure
    }
  }

  /// From now on a signal that ends the process is told in the record; for a writer that lives as long as the process.
  package func tellSignals() {
    exhibit_record_tell_signals(record)
  }

  /// Whether the record is there, but not where it was opened, which nobody sees who only writes.
  package var isMoved: Bool { exhibit_record_is_moved(record) }

  /// The tests of the process are over, and hardly anything follows.
  package func trim() {
    exhibit_record_trim(record)
  }

  deinit {
    if record.state != nil { exhibit_record_close(record) }
  }

  /// Takes other rules; the old ones go when no line is being written with them.
  private func adopt(_ redactor: Redactor) {
    redactor.withRules { exhibit_record_set_rules(record, $0) }
    state.withLock { $0.redactor = redactor }
  }

  /// The id under which the record knows a test.
  package func recordedID(of testID: String) -> String {
    testIDs.name(for: testID, without: redaction.redactor)
  }

  /// The id of a test without secrets, as long as the test's key and this writer are there.
  private func id(of test: TestKey) -> exhibit_text {
    guard let redactor = redaction.redactor else { return test.text }
    return testIDs.text(of: test, without: redactor)
  }

  /// Writes an event of any kind.
  ///
  /// - Parameters:
  ///   - kind: The event's kind.
  ///   - testID: The test that it belongs to.
  ///   - message: What a person is to read, with its symbol (`default`, `pass`, `fail`, `skip`, `details`).
  ///   - exhibit: Appends the members that are ours, each as `,"key":value`.
  ///   - details: Appends the members of the payload that the kind has, likewise.
  package func event(
    _ kind: StaticString, testID: String? = nil, message: (symbol: StaticString, text: String)? = nil,
    exhibit: ((LineBuffer) -> Void)? = nil, details: ((LineBuffer) -> Void)? = nil
  ) {
    // Before the line begins, since whoever changes the rules waits for its end.
    let testID = testID.map { testIDs.name(for: $0, without: redaction.redactor) }
    append { line in
      line.event(kind)
      if let message {
        line.literal(#"{"symbol":""#)
        line.literal(message.symbol)
        line.literal(#"","text":"#)
        line.string(message.text)
        line.literal("}")
      }
      line.literal("]")
      line.member(#","testID":"#, verbatim: testID)
      details?(line)
    } exhibit: { line in
      exhibit?(line)
    }
  }

  private func append(head: (LineBuffer) -> Void, exhibit: (LineBuffer) -> Void) {
    report(write(head: head, exhibit: exhibit))
  }

  /// Puts a line together under the lock, so that the order of the lines is that of their sequence numbers.
  private func write(head: (LineBuffer) -> Void, exhibit: (LineBuffer) -> Void) -> Incident? {
    guard let buffer = exhibit_record_begin(record) else { return nil }
    let line = LineBuffer(buffer)
    head(line)
    exhibit_record_number(record)
    exhibit(line)
    return incident(exhibit_record_end(record))
  }

  /// Takes in what became of a line that C has written.
  package func finish(_ result: Int32) {
    if result != EXHIBIT_WRITTEN { report(incident(result)) }
  }

  /// What the result of a line says.
  private func incident(_ result: Int32) -> Incident? {
    let path = "\(run.events)/\(processName).jsonl"
    return switch Int(result) {
    case EXHIBIT_WRITTEN: nil
    case EXHIBIT_TOO_LONG: .tooLong
    case EXHIBIT_RESTORED: .removed
    default: .incomplete(FileSystem.Failure(path: path, code: result))
    }
  }

  private func report(_ incident: Incident?) {
    guard let incident else { return }
    let isNew = state.withLock { state in
      guard !state.reported.contains(incident.kind) else { return false }
      state.reported.append(incident.kind)
      return true
    }
    if isNew { report(incident) }
  }

  // MARK: What happens in every test
  //
  // Each is one call of C; see `CExhibitRecord`.

  /// Writes the records of tests: that they exist and are planned.
  package func plan(_ plan: TestPlan, framework: StaticString) {
    var place = 0
    let count = exhibit_plan_count(plan.c)
    while place < count {
      if redaction.redactor == nil {
        var result: Int32 = 0
        let name = UnsafeRawPointer(framework.utf8Start).assumingMemoryBound(to: CChar.self)
        place = exhibit_plan_record(plan.c, place, record, name, &result)
        finish(result)
        guard place < count else { return }
      }
      test(plan.key(at: place), framework: framework, follows: place > 0)
      place += 1
    }
  }

  /// Writes the record of a test: that it exists and is planned.
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - framework: Whose it is.
  ///   - follows: Whether nothing of a test has run since the line before.
  package func test(_ test: TestKey, framework: StaticString, follows: Bool = false) {
    let framework = UnsafeRawPointer(framework.utf8Start).assumingMemoryBound(to: CChar.self)
    if let texts = test.plainTexts {
      finish(exhibit_record_test(record, id(of: test), texts.name, texts.module, texts.suite, framework, follows))
      return
    }
    var (name, module) = (test.name, test.module)
    var suite = test.suites.count == 1 ? test.suites[0] : test.suites.joined(separator: ".")
    let result = name.withUTF8 { name in
      module.withUTF8 { module in
        suite.withUTF8 { suite in
          exhibit_record_test(
            record, id(of: test), exhibit_text(name), exhibit_text(module), exhibit_text(suite), framework,
            follows)
        }
      }
    }
    finish(result)
  }

  /// A test has started.
  package func testStarted(_ test: TestKey, attempt: Int) {
    finish(exhibit_record_test_started(record, id(of: test), Int64(attempt), false))
  }

  /// A test has ended.
  package func testEnded(
    _ test: TestKey, attempt: Int, outcome: Outcome, nanoseconds: Int64, issues: Int, artifactPath: String?
  ) {
    guard var path = artifactPath else {
      let result = exhibit_record_test_ended(
        record, id(of: test), Int64(attempt), outcome.rawValue, nanoseconds, Int64(issues), exhibit_text())
      return finish(result)
    }
    let result = path.withUTF8 { path in
      exhibit_record_test_ended(
        record, id(of: test), Int64(attempt), outcome.rawValue, nanoseconds, Int64(issues), exhibit_text(path))
    }
    finish(result)
  }

  /// The directory of an attempt was made.
  package func directoryMade(_ artifactPath: String, for test: TestKey, attempt: Int, follows: Bool = false) {
    var path = artifactPath
    let result = path.withUTF8 {
      exhibit_record_directory(record, id(of: test), Int64(attempt), exhibit_text($0), follows)
    }
    finish(result)
  }

  /// An artifact is complete.
  package func attached(
    _ path: String, description: String, contentType: String, byteCount: Int, holdsSecret: Bool = false,
    to test: TestKey, attempt: Int, follows: Bool = false
  ) {
    var (path, description, contentType) = (path, description, contentType)
    let result = path.withUTF8 { path in
      description.withUTF8 { description in
        contentType.withUTF8 { contentType in
          exhibit_record_attachment(
            record, id(of: test), Int64(attempt), exhibit_text(path), exhibit_text(description),
            exhibit_text(contentType), Int64(byteCount), holdsSecret, follows)
        }
      }
    }
    finish(result)
  }
}

extension RecordWriter.Incident {
  fileprivate var kind: String {
    switch self {
    case .incomplete: "incomplete"
    case .tooLong: "too long"
    case .removed: "removed"
    }
  }
}
