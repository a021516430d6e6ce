/// A number of bytes among the options of a plugin: a number, or a text such as `1MiB`.
package struct ByteCount: Decodable, Sendable, Hashable, CustomStringConvertible {
  package let bytes: Int

  package init(_ bytes: Int) {
    self.bytes = bytes
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let number = try? container.decode(Int.self)
    let text = try? container.decode(String.self)
    guard let bytes = number ?? text.flatMap(ByteSize.bytes), bytes >= 0 else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected a size: a whole number of bytes, or one with a unit, \"1MiB\"")
    }
    self.bytes = bytes
  }

  package var description: String { ByteSize.exact(bytes) }
}
