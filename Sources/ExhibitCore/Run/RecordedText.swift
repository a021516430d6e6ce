import ExhibitRecord

/// A text in a line of the record, and the file that has all of it if the line does not.
struct RecordedText {
  let text: String
  let path: String?
  let byteCount: Int?

  /// Appends where the whole text is.
  func write(to line: LineBuffer) {
    line.member(#","textPath":"#, path: path)
    line.member(#","textBytes":"#, byteCount)
  }
}
