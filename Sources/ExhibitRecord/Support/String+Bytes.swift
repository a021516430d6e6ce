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
    var copy = self
    return copy.withUTF8 { bytes in
      let start = bytes.withMemoryRebound(to: CChar.self) { characters in
        exhibit_after_last(characters.baseAddress, characters.count, CChar(truncatingIfNeeded: separator.value))
      }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start...]), as: UTF8.self)
    }
  }
}
