import CExhibitRecord
import Foundation

/// Paths as the system takes them: bytes between slashes.
///
/// Not `NSString`'s, which trap on Linux (`deletingLastPathComponent` for a name of one character, `pathExtension` for
/// slashes before a combining mark), and not comparisons of characters, for which such a slash is none.
extension String {
  /// The path without its last component, or `nil` if that leaves nothing.
  package var parentPath: String? {
    var copy = self
    return copy.withUTF8 { bytes in
      let parent = exhibit_parent_path(exhibit_text(bytes))
      return parent.bytes == nil ? nil : String(parent)
    }
  }

  /// The last component of a path.
  package var lastPathName: String { part(behindLast: "/") }

  /// A file's name in two parts: what stands behind its last dot, and what stands before that.
  ///
  /// A name without a dot, or with none but at its beginning or end, has no extension.
  package var splitAtExtension: (stem: String, fileExtension: String?) {
    guard let dot = utf8.lastIndex(of: UInt8(ascii: ".")), dot > utf8.startIndex else { return (self, nil) }
    let start = utf8.index(after: dot)
    guard start < utf8.endIndex, !self[start...].utf8.contains(UInt8(ascii: "/")) else { return (self, nil) }
    return (String(self[..<dot]), String(self[start...]))
  }

  /// The path relative to a directory, or `nil` if it is not below that.
  package func path(below directory: String) -> String? {
    var (path, directory) = (self, directory)
    return path.withUTF8 { path in
      directory.withUTF8 { directory -> String? in
        let count = directory.count
        guard path.count > count + 1, let start = path.baseAddress, path[count] == UInt8(ascii: "/") else { return nil }
        if count > 0, let other = directory.baseAddress, memcmp(start, other, count) != 0 { return nil }
        return String(exhibit_text_part(exhibit_text(path), count + 1, path.count))
      }
    }
  }
}
