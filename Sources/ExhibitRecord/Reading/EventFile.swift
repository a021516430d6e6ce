import CExhibitRecord
import Foundation

/// The lines of one event file: what one process, or one stream of Swift Testing, has told.
package struct EventFile: Sendable {
  /// The file's name.
  package let name: String

  /// The lines that could be read, in order.
  package let lines: [RecordLine]

  /// How many lines could not be read, a torn last one not counted.
  package let damagedLines: Int

  /// Whether the process that writes it is alive.
  package let isLocked: Bool

  /// How many lines were never written, for want of room or because the write failed.
  package let missingLines: Int

  /// The first line, if it is ours.
  package var process: RecordLine.Payload? {
    lines.first.flatMap { $0.kind == "exhibitProcess" ? $0.payload : nil }
  }

  /// The process whose output it is about; one whose first line could not be written is known by its name.
  package var outputOf: String? {
    if let process { return process.exhibit?.outputOf }
    let ending = "-output.jsonl"
    return lines.isEmpty && name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : nil
  }

  /// Longer lines are passed over: ours have 256 KiB at most, and a file from elsewhere must not exhaust memory.
  private static let lineLimit = 4 << 20

  /// Reads a file.
  ///
  /// A torn last line, unknown kinds, unknown members and lines that are no JSON are passed over; the last are counted.
  /// - Throws: ``RecordError`` if the file cannot be opened, or was written by a newer major version of the format.
  package static func read(_ path: String) throws(RecordError) -> EventFile {
    guard FileSystem.kind(of: path) == .file else { throw RecordError("\(path) is not a file") }
    let isLocked = exhibit_is_locked(path) == 1
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path, isDirectory: false), options: .mappedIfSafe)
    } catch {
      throw RecordError("\(path) cannot be read: \(error.localizedDescription)")
    }
    let decoder = JSONDecoder()
    var lines: [RecordLine] = []
    var damaged = 0
    var start = data.startIndex
    while start < data.endIndex {
      let end = data[start...].firstIndex(of: UInt8(ascii: "\n"))
      let line = data[start..<(end ?? data.endIndex)]
      start = end.map { $0 + 1 } ?? data.endIndex
      if line.isEmpty { continue }
      let isShort = line.count <= lineLimit
      let decoded = isShort ? try? decoder.decode(RecordLine.self, from: line) : nil
      let envelope = isShort && decoded == nil ? try? decoder.decode(RecordEnvelope.self, from: line) : nil
      if decoded?.kind ?? envelope?.kind == "exhibitProcess",
        let version = decoded?.payload.exhibit?.formatVersion ?? envelope?.formatVersion,
        version > ProcessHeader.formatVersion
      {
        throw RecordError(
          """
          \(path) has format version \(version), and this is a reader of version \(ProcessHeader.formatVersion): \
          use the exhibit that belongs to the newer record
          """)
      }
      if let decoded {
        lines.append(decoded)
      } else if end != nil, envelope?.isUnknown != true {
        // What has no line feed was cut off in the middle of its `write`.
        damaged += 1
      }
    }
    let file = EventFile(
      name: path.lastPathName, lines: lines, damagedLines: damaged, isLocked: isLocked,
      missingLines: max(0, gaps(in: lines) - damaged))
    return isLocked ? file : file.withoutLock
  }

  /// The numbers that no line has.
  private static func gaps(in lines: [RecordLine]) -> Int {
    let numbers = Set(lines.compactMap { $0.payload.exhibit?.sequence }.filter { (0..<1 << 40).contains($0) })
    return numbers.max().map { $0 + 1 - numbers.count } ?? 0
  }

  /// The file of a process that holds no lock: whether it lives can be told on its own machine only.
  private var withoutLock: EventFile {
    guard let process else { return self }
    let hasEnded = lines.contains { $0.payload.kind == "runEnded" }
    let isAlive =
      process.exhibit?.locked == false
      ? ProcessLife.isAlive(process) : !hasEnded && ProcessLife.isAliveWithoutItsLock(process)
    guard isAlive else { return self }
    return EventFile(name: name, lines: lines, damagedLines: damagedLines, isLocked: true, missingLines: missingLines)
  }
}
