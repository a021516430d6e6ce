import ExhibitSupport
import Foundation

/// Says in the record of a run which of its artifacts are removed: before they are, or, where the disk is full, as soon
/// as their room can be had.
struct RemovalNotice {
  /// Whether something is gone, or about to go, of which the record says nothing yet.
  var isOwed: Bool { !owed.isEmpty }

  /// What is to be said of that, if it stays so.
  var owedFailure: FileSystem.Failure? {
    guard isOwed, let failure else { return nil }
    let what = owed.count == 1 ? "artifacts of 1 test were" : "artifacts of \(owed.count) tests were"
    return FileSystem.Failure(path: "\(run.path): \(what) removed, and the record does not say so", code: failure.code)
  }

  /// What kept the last line from being written.
  private var failure: FileSystem.Failure?

  private let run: RunDirectory
  private let header: ProcessHeader
  private var writer: RecordWriter?
  private var owed: [(attempt: AttemptResult, path: String)] = []

  /// What the writer has reported.
  private let reported = Locked<FileSystem.Failure?>(nil)

  /// Begins a file of its own in the record.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - process: Describes this process.
  /// - Throws: The failure of the file system if there can be none for another reason than that the disk is full.
  init(run: RunDirectory, process: ProcessHeader) throws(FileSystem.Failure) {
    self.run = run
    header = process
    open()
    if let failure, !failure.isFull { throw failure }
  }

  /// Writes the line that must be there before anything is removed.
  ///
  /// - Returns: Whether it may be removed. On a full disk it may: nothing else would make room.
  mutating func announce(_ attempt: AttemptResult, path: String) -> Bool {
    if owed.isEmpty, write(attempt, path) { return true }
    guard failure?.isFull ?? false else { return false }
    owed.append((attempt, path))
    return true
  }

  /// Writes the lines that are owed, as far as there is room now.
  mutating func catchUp() {
    if writer == nil { open() }
    while let (attempt, path) = owed.first, write(attempt, path) { owed.removeFirst() }
  }

  private mutating func open() {
    do throws(FileSystem.Failure) {
      writer = try RecordWriter(run: run, process: header) { [reported] incident in
        if case .incomplete(let failure) = incident { reported.withLock { $0 = failure } }
      }
    } catch {
      failure = error
    }
  }

  private mutating func write(_ attempt: AttemptResult, _ path: String) -> Bool {
    guard let writer else { return false }
    writer.event(
      "exhibitArtifactsRemoved", testID: attempt.testID, message: ("details", "removed by retention")
    ) { line in
      line.member(#","attempt":"#, attempt.attempt)
      line.member(#","artifactPath":"#, path)
    }
    guard writer.hasFailed else { return true }
    failure = reported.withLock { $0 }
    // It writes no more; the next one does when there is room.
    self.writer = nil
    return false
  }
}
