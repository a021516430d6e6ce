import CExhibitRecord
import ExhibitRecord

/// Finds classes of this process by their names.
enum ClassName {
  /// A class by `Module.Class`.
  ///
  /// `NSClassFromString` asks the runtime the same, after a tenth of a millisecond of work on strings, and prints a line of
  /// its own for what cannot be a name.
  /// - Returns: `nil` if there is none, or if it cannot be the name of one.
  static func type(named name: String) -> AnyClass? {
    let module = name.part(beforeFirst: ".")
    guard let type = name.part(behindFirst: "."), isIdentifier(module), isIdentifier(type) else { return nil }
    // In most processes it is not there, and the runtime would look through the types of all libraries.
    var (wantedModule, wantedType) = (module, type)
    let mayBeThere = wantedModule.withUTF8 { module in
      wantedType.withUTF8 { exhibit_may_have_class(exhibit_text(module), exhibit_text($0)) }
    }
    guard mayBeThere else { return nil }
    return _typeByName("\(module.utf8.count)\(module)\(type.utf8.count)\(type)C") as? AnyClass
  }

  private static func isIdentifier(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      guard let first = utf8.baseAddress?.pointee, first < UInt8(ascii: "0") || first > UInt8(ascii: "9") else {
        return false
      }
      return utf8.withMemoryRebound(to: CChar.self) { exhibit_is_plain_name($0.baseAddress, $0.count, $0.count) }
    }
  }
}
