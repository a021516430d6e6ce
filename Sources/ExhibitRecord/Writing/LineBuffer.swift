import CExhibitRecord

/// A line of the record while it is put together.
///
/// The keys are written as literals and in a fixed order, which costs a tenth of what an encoder does; see
/// `CExhibitRecord` for why that counts.
package final class LineBuffer {
  private var buffer = exhibit_buffer()

  /// The most bytes of one text in a line.
  package static let textLimit = 32 << 10

  /// The most bytes of a line.
  static let limit = 256 << 10

  /// The bytes of a line that are kept free for what is not text; texts that would take more are cut.
  private static let reserve = 8 << 10

  init() {}

  deinit {
    exhibit_buffer_free(&buffer)
  }

  /// The bytes so far, or `nil` if memory ran out.
  var bytes: UnsafeRawBufferPointer? {
    buffer.failed ? nil : UnsafeRawBufferPointer(start: buffer.bytes, count: buffer.count)
  }

  /// Empties the line, keeps its memory.
  func clear() {
    buffer.count = 0
    buffer.failed = false
  }

  /// Appends JSON as it is.
  package func literal(_ text: StaticString) {
    exhibit_buffer_append(&buffer, text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Appends a JSON string.
  package func string(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        let room = max(0, Self.limit - Self.reserve - buffer.count)
        exhibit_buffer_json_string(&buffer, characters.baseAddress, characters.count, Self.textLimit, room)
      }
    }
  }

  /// Appends a number.
  package func integer(_ value: Int64) {
    exhibit_buffer_integer(&buffer, value)
  }

  /// Appends seconds, to the millisecond.
  func seconds(_ value: Double) {
    exhibit_buffer_seconds(&buffer, Int64(min(max(value, 0), 1e9) * 1e9), 3)
  }

  /// Appends a point in time on both clocks.
  func instant(absolute: Int64, wall: Int64) {
    literal(#"{"absolute":"#)
    exhibit_buffer_seconds(&buffer, absolute, 9)
    literal(#","since1970":"#)
    exhibit_buffer_seconds(&buffer, wall, 6)
    literal("}")
  }

  /// Appends a member that is a string, if there is one; the key is given as `,"key":`.
  package func member(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    literal(key)
    string(value)
  }

  /// Appends a member that is a number, if there is one; the key is given as `,"key":`.
  package func member(_ key: StaticString, _ value: Int?) {
    guard let value else { return }
    literal(key)
    integer(Int64(value))
  }
}
