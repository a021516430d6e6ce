public import ExhibitCore
public import ExhibitHooks
import ExhibitRecord
public import Foundation

extension PluginRig {
  /// An event that was fired.
  public struct Event: Sendable {
    /// Its name.
    public let name: EventName

    /// Its own values behind the plugins.
    public let values: HookValues
  }

  /// A hook that failed.
  public struct Failure: Sendable, Hashable, CustomStringConvertible {
    /// The hook: a plugin's ident, or the name of a callback.
    public let hook: String

    /// The event.
    public let event: EventName

    /// The test for which it was fired, if there is one.
    public let testID: String?

    /// The error in words.
    public let message: String

    /// Hook, event and message.
    public var description: String { "hook '\(hook)' failed at '\(event)': \(message)" }
  }

  /// A file that was saved.
  public struct SavedFile: Sendable, Hashable {
    /// What it is, as it was described when it was saved.
    public let description: String

    /// Where it is.
    public let url: URL

    /// The kind of its content, as in `text/plain`.
    public let contentType: String

    /// What is in it, as text.
    ///
    /// - Throws: Foundation's error if it cannot be read, or is no text.
    public var text: String {
      get throws { try String(contentsOf: url, encoding: .utf8) }
    }
  }

  /// The directory of the rig's run: the record, and the directories of the tests below `tests`.
  public var runDirectory: URL {
    URL(fileURLWithPath: session.run?.path ?? directory.path, isDirectory: true)
  }

  /// The directory into which plugins write reports.
  public var reportDirectory: URL { runDirectory.appendingPathComponent("reports", isDirectory: true) }

  /// The directory of a test, made if it is not there.
  public func directory(of test: Test) -> URL {
    URL(fileURLWithPath: within { session.usableDirectory(of: test.attempt) }, isDirectory: true)
  }

  /// The hooks that failed, in order, as the record has them.
  public var failures: [Failure] {
    lines.compactMap { line in
      guard line.payload.kind == "exhibitHookFailed", let members = line.payload.exhibit, let hook = members.hook else {
        return nil
      }
      return Failure(
        hook: hook, event: EventName(rawValue: members.event ?? ""), testID: line.payload.testID,
        message: line.payload.messages?.first?.text ?? "")
    }
  }

  /// The files that were saved for a test, in order, as the record has them.
  public func files(of test: Test) -> [SavedFile] {
    guard let run = session.run, let summary = try? RunSummary.read(run) else { return [] }
    let attempts = summary.attempts.filter { $0.testID == test.id && $0.attempt == test.number }
    return attempts.flatMap(\.artifacts).map { artifact in
      let path = artifact.path.hasPrefix("/") ? artifact.path : run.path + "/" + artifact.path
      return SavedFile(
        description: artifact.name, url: URL(fileURLWithPath: path, isDirectory: false),
        contentType: artifact.contentType ?? "application/octet-stream")
    }
  }

  /// The log lines of a test, in order, each with its level: `info: the total is 449`.
  public func log(of test: Test) -> [String] {
    lines.filter {
      $0.payload.kind == "exhibitLogMessage" && $0.payload.testID == test.id
        && $0.payload.exhibit?.attempt == test.number
    }
    .map { "\($0.payload.exhibit?.level ?? ""): \($0.payload.messages?.first?.text ?? "")" }
  }

  /// The outcome of a test, as the record has it.
  public func outcome(of test: Test) -> TestOutcome? {
    guard let run = session.run, let summary = try? RunSummary.read(run) else { return nil }
    return summary.attempts.first { $0.testID == test.id && $0.attempt == test.number }
      .map { TestOutcome(rawValue: $0.outcome.rawValue) }
  }

  private var lines: [RecordLine] {
    guard let run = session.run else { return [] }
    return FileSystem.names(in: run.events).sorted().flatMap { name in
      (try? EventFile.read(run.events + "/" + name))?.lines ?? []
    }
  }
}
