import ExhibitRecord
import Foundation
import TestSupport

/// A run directory for a test to write into and to read from.
struct RecordedRun {
  let scratch: ScratchDirectory
  let directory: RunDirectory

  init() throws {
    scratch = try ScratchDirectory()
    try scratch.makeDirectory("events")
    directory = RunDirectory(id: RunID(now: 0, random: 1), path: scratch.path)
  }

  /// Opens a writer.
  func writer(_ report: @escaping @Sendable (RecordWriter.Incident) -> Void = { _ in }) throws -> RecordWriter {
    let header = ProcessHeader(environment: EnvironmentVariables([:]), sourceRoot: "/")
    return try RecordWriter(run: directory, process: header, report: report)
  }

  /// Writes an event file as some other process may have left it.
  @discardableResult
  func write(_ lines: [String], to name: String = "p.jsonl", ending: String = "\n") throws -> String {
    try scratch.write(lines.joined(separator: "\n") + ending, to: "events/" + name)
  }

  func file(of writer: RecordWriter) throws -> EventFile {
    try EventFile.read("\(directory.events)/\(writer.processName).jsonl")
  }

  func text(of writer: RecordWriter) -> String? {
    scratch.text(of: "events/\(writer.processName).jsonl")
  }

  /// The lines as JSON, read with Foundation's other parser.
  func objects(of writer: RecordWriter) throws -> [[String: Any]] {
    try Data((text(of: writer) ?? "").utf8).split(separator: UInt8(ascii: "\n"))
      .map { try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] ?? [:] }
  }

  func summary() throws -> RunSummary {
    try RunSummary.read(directory)
  }

  // MARK: Lines

  /// A first line.
  static func process(at time: Double = 0, _ members: String = "") -> String {
    """
    {"version":"6.3.0","kind":"exhibitProcess","payload":{"instant":{"absolute":\(time),"since1970":\(time)},\
    "exhibit":{"sequence":0,"formatVersion":1\(members)}}}
    """
  }

  /// The record of a test.
  static func test(_ id: String, kind: String = "function") -> String {
    """
    {"version":"6.3.0","kind":"test","payload":{"kind":"\(kind)","name":"x","id":"\(id)",\
    "sourceLocation":{"filePath":"","line":1,"column":1}}}
    """
  }

  /// An event.
  static func event(
    _ kind: String, of id: String = "App.Tests/testA", at time: Double = 1, _ members: String = ""
  ) -> String {
    """
    {"version":"6.3.0","kind":"event","payload":{"kind":"\(kind)","instant":{"absolute":\(time),"since1970":\(time)},\
    "messages":[],"testID":"\(id)"\(members)}}
    """
  }

  /// The members of an issue.
  static func issue(_ message: String = "broken", isKnown: Bool = false) -> String {
    #","issue":{"isKnown":\#(isKnown),"severity":"error","isFailure":\#(!isKnown)},"exhibit":{"file":"\#(message).swift"}"#
  }
}
