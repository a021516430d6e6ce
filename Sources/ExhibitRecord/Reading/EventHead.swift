import CExhibitRecord
import Foundation

/// The first line of an event file, which says whose it is, read without the rest.
enum EventHead {
  /// Reads the line; `nil` if it is not one of ours.
  static func read(_ path: String) -> RecordLine.Payload? {
    guard FileSystem.kind(of: path) == .file, let text = FileSystem.text(of: path, limit: Int(EXHIBIT_LINE_BYTES)),
      let end = text.utf8.firstIndex(of: UInt8(ascii: "\n")),
      let line = try? JSONDecoder().decode(RecordLine.self, from: Data(text.utf8[..<end])),
      line.kind == "exhibitProcess"
    else { return nil }
    return line.payload
  }
}
