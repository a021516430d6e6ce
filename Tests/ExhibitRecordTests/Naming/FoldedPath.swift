import Foundation

/// What a file system that ignores case and normalisation makes of a path, found out without Exhibit's own folding.
enum FoldedPath {
  /// Unicode's NFKC_Casefold, as near as Foundation comes to it.
  static func of(_ path: String) -> String {
    if path.utf8.allSatisfy({ $0 < 0x80 }) { return path.lowercased() }
    let visible = path.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    return String(String.UnicodeScalarView(visible)).precomposedStringWithCompatibilityMapping
      .folding(options: .caseInsensitive, locale: nil).precomposedStringWithCompatibilityMapping
  }

  /// What is wrong with a relative path that should be safe everywhere, or `nil`.
  static func objection(to path: String) -> String? {
    if path.utf8.count > 2000 { return "too long" }
    for component in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      let name = String(decoding: component, as: UTF8.self)
      if name.isEmpty || name.utf8.count > 255 { return "a component of \(name.utf8.count) bytes" }
      if name.hasPrefix(".") || name.hasPrefix(" ") { return "begins with a dot or a space" }
      if name.hasSuffix(".") || name.hasSuffix(" ") { return "ends with a dot or a space" }
      if name.unicodeScalars.contains(where: { "\":<>|*?\\\u{7F}".unicodeScalars.contains($0) || $0.value < 0x20 }) {
        return "holds a character that upload tools refuse"
      }
      if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
        return "control character"
      }
      if isDevice(name) { return "is a device" }
    }
    return nil
  }

  private static func isDevice(_ name: String) -> Bool {
    let base = name.prefix { $0 != "." }.uppercased().trimmingCharacters(in: .whitespaces)
    let numbered = ["COM", "LPT"].flatMap { device in "0123456789¹²³".map { "\(device)\($0)" } }
    return (["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"] + numbered).contains(base)
  }
}
