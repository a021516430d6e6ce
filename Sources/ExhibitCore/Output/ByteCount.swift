import ExhibitSupport

/// A number of bytes, in a configuration an integer or a text such as `16MiB`.
package struct ByteCount: Decodable, Hashable, Sendable {
  /// The number.
  package let bytes: UInt64

  /// Creates a number of bytes.
  package init(_ bytes: UInt64) {
    self.bytes = bytes
  }

  /// Reads a text such as `4096`, `16MiB` or `1.5 GB`; `nil` if it is none.
  package init?(_ text: String) {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
    guard let value = Double(number), let factor = Self.units[unit] else { return nil }
    guard let bytes = UInt64(exactly: (value * factor).rounded()) else { return nil }
    self.bytes = bytes
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let bytes = try? container.decode(UInt64.self) {
      self.bytes = bytes
    } else if let text = try? container.decode(String.self), let count = ByteCount(text) {
      self = count
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected a number of bytes, such as 65536 or \"16MiB\"")
    }
  }

  private static let units: [String: Double] = [
    "": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824,
  ]
}
