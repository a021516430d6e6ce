import CExhibitRecord
import Foundation

extension String {
  /// Calls the closure with the string's bytes.
  package func withContiguousUTF8<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var copy = self
    let outcome = copy.withUTF8 { bytes in
      Swift.Result { () throws(Failure) -> Result in try body(UnsafeRawBufferPointer(bytes)) }
    }
    return try outcome.get()
  }

  /// Whether two strings have the same bytes.
  ///
  /// `==` takes `é` in composed and decomposed form for the same, which a compiler and most file systems do not.
  package func isIdentical(to other: String) -> Bool {
    var (left, right) = (self, other)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        guard left.count == right.count, let left = left.baseAddress, let other = right.baseAddress else {
          return left.count == right.count
        }
        return memcmp(left, other, right.count) == 0
      }
    }
  }

  /// What stands behind the last of a separator in ASCII, or all of it if there is none.
  package func part(behindLast separator: Unicode.Scalar) -> String {
    part { bytes in
      let start = exhibit_after_last(bytes.bytes, bytes.count, CChar(truncatingIfNeeded: separator.value))
      return (start, bytes.count)
    }
  }

  /// What stands before the first of a separator in ASCII, or all of it if there is none.
  package func part(beforeFirst separator: Unicode.Scalar) -> String {
    part { bytes in
      (0, exhibit_before_first(bytes.bytes, bytes.count, CChar(truncatingIfNeeded: separator.value)))
    }
  }

  /// What stands behind the first of a separator in ASCII, or `nil` if there is none.
  package func part(behindFirst separator: Unicode.Scalar) -> String? {
    let before = part(beforeFirst: separator).utf8.count
    return before < utf8.count ? part { (before + 1, $0.count) } : nil
  }

  /// The text without ASCII white space at its ends.
  ///
  /// Foundation's way loads its tables of characters, half a millisecond at the first use in a process.
  package var trimmed: String {
    var copy = self
    return copy.withUTF8 { String(exhibit_trimmed(exhibit_text($0))) }
  }

  /// The lines of a text, without the line feeds.
  func forEachLine(_ body: (String) -> Void) {
    var copy = self
    copy.withUTF8 { bytes in
      var rest = exhibit_text(bytes)
      while rest.count > 0 { body(String(exhibit_take_line(&rest))) }
    }
  }

  /// The first line that ends like this, or `nil` if none does.
  func line(endingIn suffix: String) -> String? {
    var (copy, suffix) = (self, suffix)
    return copy.withUTF8 { bytes in
      suffix.withUTF8 { suffix in
        let line = exhibit_line_with_suffix(exhibit_text(bytes), exhibit_text(suffix))
        return line.bytes == nil ? nil : String(line)
      }
    }
  }

  /// A name of printable ASCII in capitals, with `_` for all that is neither a letter nor a digit.
  package func constantName(prefix: String) -> String {
    guard let copy = strdup(prefix + self) else { return prefix + self }
    defer { free(copy) }
    exhibit_make_constant_name(copy)
    return String(cString: copy)
  }

  /// Copies the bytes.
  init(_ text: exhibit_text) {
    self.init(decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.count), as: UTF8.self)
  }

  /// The bytes from one place to another.
  ///
  /// Ranges, slices and pointers that may be null are avoided here: the first of each takes the runtime some time.
  private func part(_ range: (exhibit_text) -> (start: Int, end: Int)) -> String {
    var copy = self
    return copy.withUTF8 { bytes in
      let text = exhibit_text(bytes)
      let (start, end) = range(text)
      return String(exhibit_text_part(text, start, end))
    }
  }

  /// Whether the string consists of printable ASCII only.
  package var isPrintableASCII: Bool {
    var copy = self
    return copy.withUTF8 { bytes in
      let text = exhibit_text(bytes)
      return exhibit_is_printable(text.bytes, text.count)
    }
  }
}
