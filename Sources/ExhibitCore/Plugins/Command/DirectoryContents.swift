import ExhibitRecord

/// The files and directories in a directory and below it, by their paths relative to it.
struct DirectoryContents {
  private(set) var files: Set<String> = []
  private(set) var directories: Set<String> = []

  /// More are not looked at, nor deeper ones.
  private static let limit = 2000
  private static let depth = 8

  /// Looks at a directory; symbolic links are not followed, and what is hidden is not seen.
  init(of path: String) {
    collect(path, prefix: "", depth: Self.depth)
  }

  private mutating func collect(_ path: String, prefix: String, depth: Int) {
    for name in FileSystem.names(in: path) where !name.hasPrefix(".") {
      guard files.count + directories.count < Self.limit else { return }
      // The process that keeps the output of tests lists its files itself.
      if prefix.isEmpty, OutputPlugin.keepsFile(named: name) { continue }
      switch FileSystem.kind(of: path + "/" + name) {
      case .file: files.insert(prefix + name)
      case .directory:
        directories.insert(prefix + name)
        if depth > 0 { collect(path + "/" + name, prefix: prefix + name + "/", depth: depth - 1) }
      case .link, .other, nil: break
      }
    }
  }
}
