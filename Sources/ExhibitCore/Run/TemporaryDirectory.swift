import Foundation

/// A directory for evidence that cannot be kept.
enum TemporaryDirectory {
  /// Makes a new directory; if even that fails, the system's own temporary directory has to do.
  static func make() -> String {
    // `mkdtemp` puts a name that nobody has in the place of the six letters.
    var template = Array((NSTemporaryDirectory() as NSString).appendingPathComponent("exhibit-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { return NSTemporaryDirectory() }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
