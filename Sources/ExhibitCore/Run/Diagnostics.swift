import CExhibitOutput
import CExhibitRecord
package import ExhibitRecord
import ExhibitSupport
import Foundation

/// What Exhibit has to say about itself: once on standard error, and in the record where there is one.
///
/// Nothing is said unless something is wrong, because the console belongs to the tests.
package final class Diagnostics: Sendable {
  private struct State {
    var said: Set<String> = []
    var causes: Set<String> = []
    var writer: RecordWriter?
    var waiting: [String] = []
    var redaction: RedactionRules?
  }

  /// Those of this process, unless the task has its own.
  package static var shared: Diagnostics { scoped ?? process }

  /// Those that count in this task instead.
  ///
  /// Only where some task has its own the runtime is asked, since it has to make a type for the question first.
  static var scoped: Diagnostics? { isScoped.isSet ? ofTask : nil }

  @TaskLocal private static var ofTask: Diagnostics?
  private static let isScoped = AtomicFlag(false)

  /// Runs the closure with others, which count in this task and its children.
  package static func withScoped<Result>(_ diagnostics: Diagnostics?, _ body: () throws -> Result) rethrows -> Result {
    isScoped.exchange(true)
    return try $ofTask.withValue(diagnostics, operation: body)
  }

  private static let process = Diagnostics { line in
    line.withContiguousUTF8 { bytes in
      if let base = bytes.baseAddress { _ = exhibit_write_once(STDERR_FILENO, base, bytes.count) }
    }
  }

  /// After so many different messages standard error hears no more; the record has them all.
  private static let limit = 25

  private let state = Locked(State())
  private let write: @Sendable (String) -> Void

  /// Creates a place for messages.
  ///
  /// - Parameter write: Is given each line for standard error.
  package init(write: @escaping @Sendable (String) -> Void) {
    self.write = write
  }

  /// From now on these rules take secrets out of messages.
  package func redact(by rules: RedactionRules) {
    state.withLock { $0.redaction = rules }
  }

  /// From now on messages go into this record too, those before as well.
  package func use(_ writer: RecordWriter) {
    let waiting = state.withLock { state in
      state.writer = writer
      defer { state.waiting = [] }
      return state.waiting
    }
    for message in waiting { record(message, writer) }
  }

  /// Reports something that is wrong; a message that was said before is not said again.
  ///
  /// - Parameters:
  ///   - message: What is wrong, and what to do about it.
  ///   - error: What it comes from. When the disk is full, or there are no descriptors left, everything fails; standard
  ///     error then hears of the first failure only.
  package func say(_ message: String, from error: (any Error)? = nil) {
    let message = state.withLock { $0.redaction }?.redact(message) ?? message
    let (isNew, isQuiet, count, writer) = state.withLock { state in
      let isNew = state.said.count < 10_000 && state.said.insert(message).inserted
      var isQuiet = false
      if let cause = error.flatMap(Self.commonCause) { isQuiet = !state.causes.insert(cause).inserted }
      if isNew, state.writer == nil { state.waiting.append(message) }
      return (isNew, isQuiet, state.said.count, state.writer)
    }
    guard isNew else { return }
    if count <= Self.limit, !isQuiet {
      let suffix = count == Self.limit ? "\nexhibit: there is more; see `exhibit show`" : ""
      let isFull = error.map(Self.isForWantOfRoom) ?? false
      // The process that keeps the output may have said it already.
      if isFull, exhibit_output_says_disk_is_full() { return record(message, ifAny: writer) }
      let more = isFull ? "; from here on evidence and record may be incomplete" : ""
      write("exhibit: \(message.printable)\(more)\(suffix)\n")
    }
    record(message, ifAny: writer)
  }

  private func record(_ message: String, ifAny writer: RecordWriter?) {
    if let writer { record(message, writer) }
  }

  private static func isForWantOfRoom(_ error: any Error) -> Bool {
    if let failure = error as? FileSystem.Failure { return failure.isFull }
    if case .system(let failure) = (error as? EvidenceError)?.cause { return failure.isFull }
    return false
  }

  /// What the system said, if it says the same wherever one looks.
  private static func commonCause(_ error: any Error) -> String? {
    switch (error as? FileSystem.Failure).map(EvidenceError.Cause.system) ?? (error as? EvidenceError)?.cause {
    case .system(let failure): commonCodes.contains(failure.code) ? failure.reason : nil
    case .noRun: "no run"
    case nil: nil
    }
  }

  private static let commonCodes: Set<Int32> = [
    ENOSPC, EDQUOT, EROFS, EACCES, EPERM, EIO, ENODEV, ESTALE, EMFILE, ENFILE, ENOMEM,
  ]

  private func record(_ message: String, _ writer: RecordWriter) {
    writer.event("exhibitDiagnostic", message: ("warning", message))
  }
}
