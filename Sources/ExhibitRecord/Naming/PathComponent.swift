import CExhibitRecord
import Foundation

/// Turns any string into one component of a path.
///
/// An ordinary name stays as it is. Any other becomes `readable@hash`: the letters and digits of the name, and the first
/// 64 bits of its SHA-256. Ordinary names hold no `@`, so the two kinds never meet.
package enum PathComponent {
  /// The most bytes of an ordinary name; file systems allow 255, some encrypted ones 143.
  package static let limit = 120

  /// The name unchanged, or `nil` if it is not ordinary.
  ///
  /// Ordinary are letters and digits of any script in composed form, and punctuation that every file system and every
  /// upload tool takes, unless the name begins with a dot, ends with a dot or a space, or is a Windows device name.
  package static func ordinary(_ name: String) -> String? {
    var name = name
    let isPlain = name.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { exhibit_is_plain_name($0.baseAddress, $0.count, limit) }
    }
    if isPlain { return name.utf8.count <= 4 && isDeviceName(name) ? nil : name }
    return isOrdinary(name) ? name : nil
  }

  /// A component that says of the name what can be said, and tells it apart from every other by a hash.
  ///
  /// - Parameters:
  ///   - name: What is to be read.
  ///   - original: What is to be told apart.
  /// - Returns: A component of at most 77 bytes.
  package static func distinct(_ name: String, hashing original: String) -> String {
    let readable = legible(name, limit: 60)
    return (readable.isEmpty ? "_" : readable) + "@" + hash(original)
  }

  /// What is to be read of a name, without the secrets that composing its letters, or replacing others, has made.
  ///
  /// - Parameters:
  ///   - name: The name, from which the secrets that it had before are taken out.
  ///   - redactor: What takes them out.
  /// - Returns: The name, or what is to be read instead of it.
  package static func legible(_ name: String, without redactor: Redactor) -> String {
    // Most names are read as they are.
    if name.utf8.allSatisfy(isPlain) { return name }
    let legible = legible(name, limit: .max)
    let redacted = redactor.redactedFileName(legible)
    return redacted.isIdentical(to: legible) ? name : redacted
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func legible(_ name: String, limit: Int) -> String {
    var legible = ""
    for scalar in name.precomposedStringWithCanonicalMapping.unicodeScalars {
      let kept: Unicode.Scalar = isLetterOrDigit(scalar) || scalar == "_" || scalar == "-" ? scalar : "_"
      if legible.utf8.count + UTF8.width(kept) > limit { break }
      legible.unicodeScalars.append(kept)
    }
    return legible
  }

  /// What two names share that a file system may take for the same: case and normalisation do not count.
  ///
  /// Both foldings are applied because neither alone equates all that some file system equates (`ẞ`, `ß` and
  /// `SS`, `σ` and `ς`). Compatibility forms (`Ａ` and `A`) are told apart by most systems, and by few readers.
  package static func folded(_ name: String) -> String {
    if name.isPrintableASCII || name.utf8.count == name.unicodeScalars.count { return name.lowercased() }
    let folded = name.precomposedStringWithCompatibilityMapping.lowercased().uppercased().lowercased()
    return folded.precomposedStringWithCompatibilityMapping
  }

  private static func isOrdinary(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, name.utf8.count <= limit else { return false }
    guard first != ".", first != " ", last != ".", last != " ", !isDeviceName(name) else { return false }
    guard scalars.allSatisfy({ isLetterOrDigit($0) || punctuation.contains($0) }) else { return false }
    return name.precomposedStringWithCanonicalMapping.utf8.elementsEqual(name.utf8)
  }

  private static let punctuation: Set<Unicode.Scalar> = ["_", "-", ".", ",", "+", "=", "(", ")", "[", "]", " "]

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      // Some letters, such as the Hangul fillers, cannot be seen.
      !scalar.properties.isDefaultIgnorableCodePoint
    default: false
    }
  }

  /// Whether Windows takes the name for a device, with or without something behind a dot.
  private static func isDeviceName(_ name: String) -> Bool {
    let base = name.prefix { $0 != "." }.lowercased().trimmed
    switch base {
    case "con", "prn", "aux", "nul", "conin$", "conout$": return true
    default:
      guard base.utf8.count == 4, base.hasPrefix("com") || base.hasPrefix("lpt") else { return false }
      return base.utf8.last.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
    }
  }

  private static func hash(_ name: String) -> String {
    var name = name
    var digest = [UInt8](repeating: 0, count: 32)
    name.withUTF8 { exhibit_sha256($0.baseAddress, $0.count, &digest) }
    return digest.prefix(8).map { hexadecimal(UInt64($0), digits: 2) }.joined()
  }
}
