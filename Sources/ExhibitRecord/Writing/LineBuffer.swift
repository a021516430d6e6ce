package import CExhibitRecord

/// A line of the record while it is put together.
///
/// The keys are written as literals and in a fixed order, which costs a tenth of what an encoder does; see
/// `CExhibitRecord` for why that counts.
package struct LineBuffer {
  private let buffer: UnsafeMutablePointer<exhibit_buffer>

  /// The most bytes of one text in a line.
  package static let textLimit = Int(EXHIBIT_TEXT_BYTES)

  /// Refers to a line, which must outlive this.
  init(_ buffer: UnsafeMutablePointer<exhibit_buffer>) {
    self.buffer = buffer
  }

  /// Appends JSON as it is.
  package func literal(_ text: StaticString) {
    exhibit_buffer_append(buffer, text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Appends a JSON string, without secrets.
  package func string(_ text: String) {
    var text = text
    text.withUTF8 { exhibit_line_string(buffer, exhibit_text($0)) }
  }

  /// Appends a JSON string as it is: a word of the format, or a name that was made without secrets.
  package func string(verbatim text: String) {
    var text = text
    text.withUTF8 { exhibit_line_verbatim(buffer, exhibit_text($0)) }
  }

  /// Appends a number.
  package func integer(_ value: Int64) {
    exhibit_buffer_integer(buffer, value)
  }

  /// Appends seconds, to the millisecond.
  func seconds(_ value: Double) {
    exhibit_buffer_seconds(buffer, Int64(min(max(value, 0), 1e9) * 1e9), 3)
  }

  /// Appends a point in time on both clocks.
  func instant(absolute: Int64, wall: Int64) {
    literal(#"{"absolute":"#)
    exhibit_buffer_seconds(buffer, absolute, 9)
    literal(#","since1970":"#)
    exhibit_buffer_seconds(buffer, wall, 6)
    literal("}")
  }

  /// Appends the head of an event, with the time, up to its messages.
  func event(_ kind: StaticString) {
    exhibit_line_event(buffer, kind.utf8Start, kind.utf8CodeUnitCount)
  }

  /// Appends a member that is a string, if there is one; the key is given as `,"key":`.
  package func member(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    literal(key)
    string(value)
  }

  /// Appends a member that is a string and holds no secret, if there is one.
  package func member(_ key: StaticString, verbatim value: String?) {
    guard let value else { return }
    literal(key)
    string(verbatim: value)
  }

  /// Appends a member that is a path, if there is one.
  package func member(_ key: StaticString, path: String?) {
    guard var path else { return }
    literal(key)
    path.withUTF8 { exhibit_line_path(buffer, exhibit_text($0)) }
  }

  /// Appends a member that is a number, if there is one; the key is given as `,"key":`.
  package func member(_ key: StaticString, _ value: Int?) {
    guard let value else { return }
    literal(key)
    integer(Int64(value))
  }
}

extension exhibit_text {
  /// The bytes of a string, as long as they are there.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.init(bytes: UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self), count: bytes.count)
  }

  /// Bytes of UTF-8 that somebody keeps.
  init(bytes: UnsafePointer<CChar>?, count: Int) {
    self.init()
    self.bytes = bytes
    self.count = count
  }
}
