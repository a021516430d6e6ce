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
      exhibit_after_last(bytes.bytes, bytes.count, CChar(truncatingIfNeeded: separator.value))..<bytes.count
    }
  }

  /// What stands before the first of a separator in ASCII, or all of it if there is none.
  package func part(beforeFirst separator: Unicode.Scalar) -> String {
    part { bytes in
      0..<exhibit_before_first(bytes.bytes, bytes.count, CChar(truncatingIfNeeded: separator.value))
    }
  }

  private func part(_ range: (exhibit_text) -> Range<Int>) -> String {
    var copy = self
    return copy.withUTF8 { bytes in
      String(decoding: UnsafeBufferPointer(rebasing: bytes[range(exhibit_text(bytes))]), as: UTF8.self)
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
