import CExhibitRecord
import ExhibitSupport
import Foundation

/// Appends events to this process's file in the record of a run.
///
/// Every line is one `write` to a file opened for appending, so what was written before a crash is whole. The file's
/// advisory lock is held as long as the process lives. A line that cannot be written is lost, never waited for, and the
/// first loss is reported. Some room on the disk is kept, in which a record that must stop can still say so.
package final class RecordWriter: Sendable {
  private struct State {
    let line = LineBuffer()
    var room = RecordRoom()
    /// Whether the last line was cut short, so that the next has to begin on a line of its own.
    var isTorn = false
  }

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

  private let file: AppendFile
  private let state = Locked(State())
  private let reported = Locked<Set<String>>([])
  private let report: @Sendable (Incident) -> Void

  /// The number of the next line, which a signal handler may need.
  private let sequence: Sequence

  private struct Sequence: @unchecked Sendable {
    // Unchecked: the number is only ever taken atomically.
    let next: UnsafeMutablePointer<Int64>
  }

  /// Opens this process's event file, takes its lock and writes the first line.
  ///
  /// - Parameters:
  ///   - run: The run that the process belongs to.
  ///   - process: What the first line says.
  ///   - report: Called when something goes wrong.
  /// - Throws: The failure of the file system if the file cannot be made.
  package init(
    run: RunDirectory, process: ProcessHeader, report: @escaping @Sendable (Incident) -> Void
  ) throws(FileSystem.Failure) {
    self.run = run
    self.report = report
    exhibit_watch_forks()
    let random = hexadecimal(UInt64(UInt32.random(in: .min ... .max)), digits: 8)
    let processName = "\(process.machine)-\(process.pid)-\(random)"
    self.processName = processName
    let path = "\(run.events)/\(processName).jsonl"
    file = try AppendFile(path: path, isNew: true)
    sequence = Sequence(next: .allocate(capacity: 1))
    sequence.next.initialize(to: 0)
    // Without a lock (some network file systems have none) readers cannot see that the process lives; nothing else
    // depends on it.
    let isLocked = file.lock()
    let absolute = exhibit_monotonic_nanoseconds()
    let wall = exhibit_wall_nanoseconds()
    let incident = write { line in
      process.write(to: line, runID: run.id, processName: processName, isLocked: isLocked)
    } head: { line in
      line.literal(#"{"version":"6.3.0","kind":"exhibitProcess","payload":{"instant":"#)
      line.instant(absolute: absolute, wall: wall)
    }
    if case .incomplete(let failure) = incident {
      // Without its first line a file tells nothing.
      unlink(path)
      throw failure
    }
  }

  deinit {
    sequence.next.deallocate()
  }

  /// From now on a signal that ends the process is told in the record; for a writer that lives as long as the process.
  package func tellSignals() {
    file.tellSignals(sequence: sequence.next)
  }

  /// The tests of the process are over, and hardly anything follows.
  package func trim() {
    state.withLock { $0.room.end() }
    file.trim()
  }

  /// Writes an event.
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
    let absolute = exhibit_monotonic_nanoseconds()
    let wall = exhibit_wall_nanoseconds()
    append(exhibit: exhibit) { line in
      line.literal(#"{"version":"6.3.0","kind":"event","payload":{"kind":""#)
      line.literal(kind)
      line.literal(#"","instant":"#)
      line.instant(absolute: absolute, wall: wall)
      line.literal(#","messages":["#)
      if let message {
        line.literal(#"{"symbol":""#)
        line.literal(message.symbol)
        line.literal(#"","text":"#)
        line.string(message.text)
        line.literal("}")
      }
      line.literal("]")
      line.member(#","testID":"#, testID)
      details?(line)
    }
  }

  /// Writes the record of a test: that it exists and is planned.
  package func test(_ test: TestKey, framework: StaticString) {
    append { line in
      line.literal(#","framework":""#)
      line.literal(framework)
      line.literal(#"","module":"#)
      line.string(test.module)
      line.literal(#","suite":"#)
      line.string(test.suites.joined(separator: "."))
      line.literal(#","locationKnown":false"#)
    } head: { line in
      line.literal(#"{"version":"6.3.0","kind":"test","payload":{"kind":"function","name":"#)
      line.string(test.name)
      line.literal(#","id":"#)
      line.string(test.id)
      line.literal(#","isParameterized":false,"sourceLocation":{"filePath":"","line":1,"column":1}"#)
    }
  }

  private func append(exhibit: ((LineBuffer) -> Void)?, head: (LineBuffer) -> Void) {
    // A child that was forked shares the file and has the sequence numbers of its parent; the record is the parent's.
    guard !exhibit_is_fork_child() else { return }
    guard let incident = write(exhibit: exhibit, head: head) else { return }
    if reported.withLock({ $0.insert(incident.kind).inserted }) { report(incident) }
  }

  /// Puts a line together under the lock, so that the order of the lines is that of their sequence numbers.
  ///
  /// - Returns: What went wrong.
  private func write(exhibit: ((LineBuffer) -> Void)?, head: (LineBuffer) -> Void) -> Incident? {
    state.withLock { state in
      let line = state.line
      line.clear()
      if state.isTorn { line.literal("\n") }
      head(line)
      line.literal(#","exhibit":{"sequence":"#)
      // A line that is lost leaves a gap in the numbers, which readers see.
      line.integer(exhibit_next_sequence(sequence.next))
      exhibit?(line)
      line.literal("}}}\n")
      guard let bytes = line.bytes, bytes.count <= LineBuffer.limit else { return .tooLong }
      if let failure = state.room.makeRoom(for: bytes.count, in: file) {
        if state.room.isFirstRefusal { write(lastLine: failure) }
        return .incomplete(failure)
      }
      switch file.write(bytes) {
      case .all(let isRestored):
        state.isTorn = false
        if isRestored { state.room.forget() }
        return isRestored ? .removed : nil
      case .part:
        state.isTorn = true
        return .incomplete(FileSystem.Failure(path: file.path, code: ENOSPC))
      case .nothing(let failure): return .incomplete(failure)
      }
    }
  }

  /// Says, in the room that was kept for that, why the record stops here.
  private func write(lastLine failure: FileSystem.Failure) {
    let line = LineBuffer()
    line.literal(#"{"version":"6.3.0","kind":"event","payload":{"kind":"exhibitRecordStopped","instant":"#)
    line.instant(absolute: exhibit_monotonic_nanoseconds(), wall: exhibit_wall_nanoseconds())
    line.literal(#","messages":[],"exhibit":{"sequence":"#)
    line.integer(exhibit_next_sequence(sequence.next))
    line.member(#","reason":"#, failure.reason)
    line.literal("}}}\n")
    if let bytes = line.bytes { _ = file.write(bytes) }
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
