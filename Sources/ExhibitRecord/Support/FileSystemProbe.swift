import CExhibitRecord
import Foundation

/// What a file system can do, found out by doing it in a directory that is removed afterwards.
package struct FileSystemProbe: Sendable {
  /// What keeps a file from being written, if anything does.
  package private(set) var failure: FileSystem.Failure?
  /// Whether a lock that one holds is seen by another.
  package private(set) var hasLocks = false
  package private(set) var hasSymbolicLinks = false
  package private(set) var isCaseSensitive = false
  /// How many bytes may still be written, where that is known.
  package private(set) var freeBytes: Int?

  /// Tries a directory that is there.
  package init(directory: String) {
    var status = statvfs()
    if statvfs(directory, &status) == 0 {
      freeBytes = Int(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)))
    }
    let probe = "\(directory)/.exhibit-probe-\(hexadecimal(.random(in: .min ... .max), digits: 16))"
    defer { try? FileTree.remove(probe) }
    do throws(FileSystem.Failure) {
      _ = try FileSystem.makeDirectory(probe)
      try "probe".withContiguousUTF8 { (bytes) throws(FileSystem.Failure) in
        try FileSystem.write(bytes, toNewFile: probe + "/file")
      }
      let file = try AppendFile(path: probe + "/file")
      hasLocks = file.lock() && exhibit_is_locked(file.path) == 1
      hasSymbolicLinks =
        symlink("file", probe + "/link") == 0 && FileSystem.target(ofLink: probe + "/link") == "file"
      isCaseSensitive = FileSystem.kind(of: probe + "/FILE") == nil
    } catch {
      failure = error
    }
  }
}

extension Int {
  fileprivate init(clamping product: (partialValue: UInt64, overflow: Bool)) {
    self = product.overflow ? .max : Int(clamping: product.partialValue)
  }
}
