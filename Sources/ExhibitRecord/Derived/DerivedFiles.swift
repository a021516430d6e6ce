package import Foundation

/// The files of a run that are made from its record: `results.jsonl` and `run.json`.
package enum DerivedFiles {
  /// Lines as in `results.jsonl`, each with its line feed.
  package static func lines(for attempts: [AttemptResult], of summary: RunSummary) throws -> Data {
    let encoder = makeEncoder()
    var data = Data()
    for attempt in attempts {
      data += try encoder.encode(ResultLine(attempt: attempt, summary: summary))
      data.append(UInt8(ascii: "\n"))
    }
    return data
  }

  /// Whether both files are there and younger than every event file.
  package static func areCurrent(for run: RunDirectory) -> Bool {
    let derived = ["results.jsonl", "run.json"].map { FileSystem.modificationTime(of: run.path + "/" + $0) }
    guard let oldest = derived.map({ $0 ?? -1 }).min(), oldest >= 0 else { return false }
    return FileSystem.names(in: run.events)
      .allSatisfy { (FileSystem.modificationTime(of: run.events + "/" + $0) ?? 0) < oldest }
  }

  /// Writes both files, each under a temporary name that then takes the place of an older one.
  ///
  /// - Throws: What keeps them from being written; the record is not touched.
  package static func write(_ summary: RunSummary) throws {
    let encoder = makeEncoder()
    encoder.outputFormatting.insert(.prettyPrinted)
    let manifest = try encoder.encode(RunManifest(summary)) + Data("\n".utf8)
    try lines(for: summary.attempts, of: summary).write(to: url("results.jsonl", summary), options: .atomic)
    try manifest.write(to: url("run.json", summary), options: .atomic)
  }

  private static func url(_ name: String, _ summary: RunSummary) -> URL {
    URL(fileURLWithPath: summary.run.path + "/" + name, isDirectory: false)
  }

  private static func makeEncoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
