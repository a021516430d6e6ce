/// A number of bytes as a configuration writes it: a number, or a number and a unit such as `100MiB`.
package enum ByteSize {
  private static let units: [(name: String, bytes: Int)] = [
    ("B", 1), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("KiB", 1 << 10), ("MiB", 1 << 20),
    ("GiB", 1 << 30),
  ]

  /// Reads a size.
  ///
  /// - Parameter text: Digits, and perhaps a unit; case and one space between them do not matter.
  /// - Returns: The bytes, or `nil` if that is no size, or one that no file can have.
  package static func bytes(_ text: String) -> Int? {
    let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard let number = Int(Substring(digits)) else { return nil }
    var unit = text.utf8.dropFirst(digits.count)
    if unit.count > 1, unit.first == UInt8(ascii: " ") { unit.removeFirst() }
    if unit.isEmpty { return number }
    let name = String(Substring(unit)).lowercased()
    guard let factor = units.first(where: { $0.name.lowercased() == name })?.bytes else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : bytes
  }

  /// A size as a configuration would write it: exactly, in the largest unit that does.
  package static func exact(_ bytes: Int) -> String {
    let unit = units.last { bytes >= $0.bytes && bytes % $0.bytes == 0 } ?? units[0]
    return "\(bytes / unit.bytes)\(unit.name)"
  }

  /// Decodes a size.
  ///
  /// - Throws: A ``ConfigurationDiagnostic`` at the value if it is none.
  static func read(
    _ node: ConfigurationNode, at path: ConfigurationKeyPath, file: String
  ) throws(ConfigurationDiagnostic) -> Int {
    switch node.value {
    case .integer(let number) where number >= 0: if let bytes = Int(exactly: number) { return bytes }
    case .double(let number) where number >= 0: if let bytes = Int(exactly: number) { return bytes }
    case .string(let text): if let bytes = bytes(text) { return bytes }
    default: break
    }
    throw ConfigurationDiagnostic(
      "expected a size, found \(node.summary)", file: file, position: node.position, path: path,
      suggestion: "write a whole number of bytes, or one with a unit of B, KB, MB, GB, KiB, MiB or GiB: \"100MiB\"")
  }
}
