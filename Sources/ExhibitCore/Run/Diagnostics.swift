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
    var causes: Set<CommonCause> = []
    var writer: RecordWriter?
    /// Where the evidence of all runs goes.
    var root: String?
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
      state.root = writer.run.path.parentPath?.parentPath
      defer { state.waiting = [] }
      return state.waiting
    }
    for message in waiting { record(message, writer) }
  }

  /// Reports something that is wrong; a message that was said before is not said again.
  ///
  /// - Parameters:
  ///   - message: What is wrong, and what to do about it.
  ///   - error: What it comes from. When the disk is full, there are no descriptors left or the directory is gone,
  ///     everything fails; standard error then hears of the first failure only.
  package func say(_ message: String, from error: (any Error)? = nil) {
    let message = state.withLock { $0.redaction }?.redact(message) ?? message
    let (isNew, isQuiet, cause, count, writer) = state.withLock { state in
      let cause = error.flatMap { CommonCause($0, root: state.root) }
      let isNew = state.said.count < 10_000 && state.said.insert(message).inserted
      var isQuiet = false
      if let cause { isQuiet = !state.causes.insert(cause).inserted }
      if isNew, state.writer == nil { state.waiting.append(message) }
      return (isNew, isQuiet, cause, state.said.count, state.writer)
    }
    guard isNew else { return }
    if count <= Self.limit, !isQuiet {
      let suffix = count == Self.limit ? "\nexhibit: there is more; see `exhibit show`" : ""
      // The process that keeps the output may have said it already.
      if self === Self.process, let code = cause?.code, exhibit_output_has_said(code) {
        return record(message, ifAny: writer)
      }
      let more = cause?.isWantOfRoom == true ? "; from here on evidence and record may be incomplete" : ""
      write("exhibit: \(message.printable)\(more)\(suffix)\n")
    }
    record(message, ifAny: writer)
  }

  private func record(_ message: String, ifAny writer: RecordWriter?) {
    if let writer { record(message, writer) }
  }

  private func record(_ message: String, _ writer: RecordWriter) {
    writer.event("exhibitDiagnostic", message: ("warning", message))
  }
}
