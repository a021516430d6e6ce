import CExhibitRecord
import ExhibitSupport
import Foundation

/// Appends events to this process's file in the record of a run.
///
/// Every line is one `write` to a file opened for appending, so what was written before a crash is whole. The file's
/// advisory lock is held as long as the process lives. A line that cannot be written is lost, never waited for, and the
/// first loss is reported.
package final class RecordWriter: Sendable {
  private struct State {
    let line = LineBuffer()
    var sequence: Int64 = 0
    /// Whether the last line was cut short, so that the next has to begin on a line of its own.
    var isTorn = false
    var hasFailed = false

    /// Takes note of a failure.
    ///
    /// - Returns: The reason, unless one was returned before.
    mutating func fails(_ reason: @autoclosure () -> String) -> String? {
      guard !hasFailed else { return nil }
      hasFailed = true
      return reason()
    }
  }

  /// The run.
  package let run: RunDirectory

  /// The name that this process has in the record, `<machine>-<pid>-<random>`.
  package let processName: String

  private let file: AppendFile
  private let state = Locked(State())
  private let reportFailure: @Sendable (String) -> Void

  /// Opens this process's event file, takes its lock and writes the first line.
  ///
  /// - Parameters:
  ///   - run: The run that the process belongs to.
  ///   - process: What the first line says.
  ///   - reportFailure: Called at the first line that cannot be written.
  /// - Throws: The failure of the file system if the file cannot be made.
  package init(
    run: RunDirectory, process: ProcessHeader, reportFailure: @escaping @Sendable (String) -> Void
  ) throws(FileSystem.Failure) {
    self.run = run
    self.reportFailure = reportFailure
    exhibit_watch_forks()
    let random = hexadecimal(UInt64(UInt32.random(in: .min ... .max)), digits: 8)
    let processName = "\(process.machine)-\(process.pid)-\(random)"
    self.processName = processName
    let path = "\(run.events)/\(processName).jsonl"
    file = try AppendFile(path: path, isNew: true)
    // Without a lock (some network file systems have none) readers cannot see that the process lives; nothing else
    // depends on it.
    let isLocked = file.lock()
    let absolute = exhibit_monotonic_nanoseconds()
    let wall = exhibit_wall_nanoseconds()
    append { line in
      process.write(to: line, runID: run.id, processName: processName, isLocked: isLocked)
    } head: { line in
      line.literal(#"{"version":"6.3.0","kind":"exhibitProcess","payload":{"instant":"#)
      line.instant(absolute: absolute, wall: wall)
    }
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

  /// Puts a line together under the lock, so that the order of the lines is that of their sequence numbers.
  private func append(exhibit: ((LineBuffer) -> Void)?, head: (LineBuffer) -> Void) {
    // A child that was forked shares the file and has the sequence numbers of its parent; the record is the parent's.
    guard !exhibit_is_fork_child() else { return }
    let failure: String? = state.withLock { state in
      let line = state.line
      line.clear()
      if state.isTorn { line.literal("\n") }
      head(line)
      line.literal(#","exhibit":{"sequence":"#)
      line.integer(state.sequence)
      exhibit?(line)
      line.literal("}}}\n")
      guard let bytes = line.bytes, bytes.count <= LineBuffer.limit else {
        return state.fails("a line for \(processName) is too long")
      }
      let count = file.write(bytes)
      guard count == bytes.count else {
        let reason = count < 0 ? String(cString: strerror(errno)) : "no room left"
        if count > 0 { state.isTorn = true }
        return state.fails("\(run.events)/\(processName).jsonl: \(reason)")
      }
      state.isTorn = false
      state.sequence += 1
      return nil
    }
    if let failure { reportFailure(failure) }
  }
}
