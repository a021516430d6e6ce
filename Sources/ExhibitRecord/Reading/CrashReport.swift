import Foundation

/// A crash report of the Swift runtime, as it writes one with `SWIFT_BACKTRACE=format=json`.
///
/// The format is described in docs/Backtracing.rst of the Swift project.
package struct CrashReport: Sendable {
  /// Where it is, relative to the run directory.
  package let path: String
  /// The process, which the report's file name tells.
  package let pid: Int
  /// When it was written, in seconds since 1970.
  package let time: Double?
  package let byteCount: Int

  private let content: Content

  private static let timestamp = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  /// A report is read into memory; those of ours have some hundred kilobytes.
  private static let sizeLimit = 32 << 20

  /// One call on the stack of the thread that crashed.
  package struct Frame: Decodable, Sendable {
    struct Location: Decodable, Sendable {
      let file: String
      let line: Int
    }

    let description: String?
    let symbol: String?
    let sourceLocation: Location?
    let system: Bool?
    let thunk: Bool?
  }

  private struct Content: Decodable {
    struct Thread: Decodable {
      let crashed: Bool?
      let frames: [Frame]?
    }

    let timestamp: String?
    let kind: String
    let description: String?
    let threads: [Thread]?
  }

  /// The stack of the thread that crashed, innermost first.
  package var frames: [Frame] { content.threads?.first { $0.crashed == true }?.frames ?? [] }

  /// What happened and where: the innermost place in the source that is no glue of the compiler.
  package var summary: String {
    let what = content.description ?? "the process crashed"
    guard
      let frame = frames.first(where: { frame in
        guard let location = frame.sourceLocation else { return false }
        return frame.system != true && frame.thunk != true && location.line > 0 && !location.file.hasPrefix("//<")
      }), let location = frame.sourceLocation
    else { return what }
    let function = frame.description.map { description in
      // "CrashTests.testB() + 783"
      String(
        description.range(of: " + ", options: .backwards).map { description[..<$0.lowerBound] } ?? description[...])
    }
    return "\(what) at \(location.file):\(location.line)\(function.map { " in " + $0 } ?? "")"
  }

  /// Whether a process left the report: a pid may come again, so the last that started before counts.
  func isOf(_ process: RunSummary.Process, among files: [EventFile]) -> Bool {
    guard process.header?.pid == pid, let start = process.startedAt else { return false }
    guard let time else { return true }
    let starts = files.compactMap { file in
      file.process?.exhibit?.pid == pid ? file.process?.instant?.since1970 : nil
    }
    // The runtime's clock is read a little earlier or later than ours.
    return start <= time + 1 && !starts.contains { $0 > start && $0 <= time }
  }

  /// Whether the stack goes through a function of that name.
  func passes(through function: String) -> Bool {
    frames.contains { $0.description?.contains(function) == true }
  }

  /// Reads the crash reports of a run; a file that is none is passed over.
  static func all(in run: RunDirectory) -> [CrashReport] {
    FileSystem.names(in: run.crashes).sorted().compactMap { CrashReport(named: $0, in: run) }
  }

  /// Reads one; the runtime names it `<program>-<pid>-<seconds>.<fraction>.json`.
  private init?(named name: String, in run: RunDirectory) {
    let path = run.crashes + "/" + name
    let parts = name.split(separator: "-")
    guard name.hasSuffix(".json"), parts.count > 2, let pid = Int(parts[parts.count - 2]),
      FileSystem.kind(of: path) == .file, let size = FileSystem.size(of: path), size <= Self.sizeLimit,
      let data = FileManager.default.contents(atPath: path),
      let content = try? JSONDecoder().decode(Content.self, from: data), content.kind == "crashReport"
    else { return nil }
    self.path = "crashes/" + name
    self.pid = pid
    self.content = content
    byteCount = size
    time = content.timestamp.flatMap { try? Self.timestamp.parse($0).timeIntervalSince1970 }
  }
}
