import Foundation

/// The name of a run: the UTC start in basic format, a hyphen and eight random hexadecimal digits.
package struct RunID: Hashable, Sendable, CustomStringConvertible {
  /// The id as it stands in paths.
  package let rawValue: String

  /// Makes an id for a run that starts now.
  package init(now nanoseconds: Int64, random: UInt32) {
    let time = UTCTime(nanoseconds: nanoseconds)
    rawValue = time.basic + "-" + hexadecimal(UInt64(random), digits: 8)
  }

  /// Takes an id from outside.
  ///
  /// - Returns: `nil` unless it is a single, harmless path component.
  package init?(_ text: String) {
    let isHarmless = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    guard isHarmless, !text.isEmpty, text.utf8.count <= 100, text.first != ".", text.last != ".", text != "latest"
    else { return nil }
    rawValue = text
  }

  /// The id as it stands in paths.
  package var description: String { rawValue }
}
