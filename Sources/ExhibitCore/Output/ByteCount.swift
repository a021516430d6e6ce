/// A number of bytes, in a configuration an integer or a text such as `16MiB`.
package struct ByteCount: Decodable, Hashable, Sendable {
  /// The number.
  package let bytes: UInt64

  /// Creates a number of bytes.
  package init(_ bytes: UInt64) {
    self.bytes = bytes
  }

  /// Reads a text such as `4096` or `16MiB`; `nil` if it is none.
  package init?(_ text: String) {
    guard let bytes = ByteSize.bytes(text) else { return nil }
    self.bytes = UInt64(bytes)
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
}
