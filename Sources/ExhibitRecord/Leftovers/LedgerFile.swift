import CExhibitRecord
import ExhibitSupport
import Foundation

/// The notes of this process about what it is going to delete, `Artifacts/.resources/<process>.jsonl`.
///
/// The file is there, and locked, while something has to be deleted; a process that ends as it should leaves none.
package final class LedgerFile: Sendable {
  private struct State {
    var file: AppendFile?
    var open: Set<Int> = []
    var last = 0
  }

  private let root: ArtifactRoot
  private let processName: String
  private let run: RunID
  private let redaction: RedactionRules
  private let failed: @Sendable (FileSystem.Failure) -> Void
  private let state = Locked(State())

  /// Prepares the notes; there is no file before there is something to note.
  ///
  /// - Parameters:
  ///   - root: The directory of all runs.
  ///   - processName: The process, as its event file names it.
  ///   - run: The run.
  ///   - redaction: What must not get into the file.
  ///   - failed: Hears that something could not be noted.
  package init(
    root: ArtifactRoot, processName: String, run: RunID, redaction: RedactionRules,
    failed: @escaping @Sendable (FileSystem.Failure) -> Void
  ) {
    self.root = root
    self.processName = processName
    self.run = run
    self.redaction = redaction
    self.failed = failed
  }

  /// Notes that something is about to be created.
  ///
  /// - Returns: The number of the note.
  package func willCreate(in collection: String, provider: String, place: String, testID: String?) -> Int {
    state.withLock { state in
      state.last += 1
      var line = LedgerLine(state: .creating, number: state.last, path: collection, provider: provider, place: place)
      line.run = run.rawValue
      line.test = testID.map(redaction.redact)
      line.time = UTCTime.extended(ofNow: exhibit_wall_nanoseconds())
      state.open.insert(state.last)
      write(line, &state)
      return state.last
    }
  }

  /// Notes what was created.
  package func created(_ path: String, number: Int) {
    state.withLock { write(LedgerLine(state: .created, number: number, path: path), &$0) }
  }

  /// Notes that it is gone, or was never there.
  package func gone(number: Int) {
    state.withLock { state in
      guard state.open.remove(number) != nil else { return }
      if state.open.isEmpty, let file = state.file {
        // Before the lock is let go.
        unlink(file.path)
        state.file = nil
      } else {
        write(LedgerLine(state: .gone, number: number), &state)
      }
    }
  }

  private func write(_ line: LedgerLine, _ state: inout State) {
    var line = line
    for field in [\LedgerLine.path, \.provider, \.place] {
      guard let text = line[keyPath: field] else { continue }
      let redacted = redaction.redact(text)
      if redacted != text { (line[keyPath: field], line.isRedacted) = (redacted, true) }
    }
    do throws(FileSystem.Failure) {
      let file: AppendFile
      if let open = state.file { file = open } else { file = try open() }
      state.file = file
      if case .nothing(let failure) = try Self.append(line, to: file) { throw failure }
    } catch {
      failed(error)
    }
  }

  private func open() throws(FileSystem.Failure) -> AppendFile {
    try FileSystem.makeDirectories(root.resources)
    let file = try AppendFile(path: "\(root.resources)/\(processName).jsonl")
    guard file.lock() else { throw FileSystem.Failure(path: file.path, code: ENOTSUP) }
    return file
  }

  /// Appends a line to the file of this or of another process.
  static func append(_ line: LedgerLine, to file: AppendFile) throws(FileSystem.Failure) -> AppendFile.Written {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var data = try? encoder.encode(line) else { throw FileSystem.Failure(path: file.path, code: EINVAL) }
    data.append(UInt8(ascii: "\n"))
    return data.withUnsafeBytes { file.write($0) }
  }
}
