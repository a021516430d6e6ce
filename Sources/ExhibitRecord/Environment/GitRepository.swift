import Foundation

/// What can be read of a git repository without starting git, which would cost every test process some milliseconds.
struct GitRepository {
  /// Where `HEAD` is: the work tree's own git directory.
  private let directory: String
  /// Where branches and the configuration are: the same, except in a linked work tree.
  private let common: String

  /// Finds the repository around a directory; `nil` if there is none.
  init?(containing path: String) {
    var path = path
    while true {
      let candidate = path == "/" ? "/.git" : path + "/.git"
      switch FileSystem.kind(of: candidate, followingLinks: true) {
      case .directory:
        (directory, common) = (candidate, candidate)
        return
      case .file:
        // A linked work tree or a submodule: the file says `gitdir: PATH`.
        guard let text = FileSystem.text(of: candidate), text.hasPrefix("gitdir:") else { return nil }
        let target = Self.trimmed(text.dropFirst("gitdir:".count))
        directory = target.hasPrefix("/") ? target : path + "/" + target
        let shared = FileSystem.text(of: directory + "/commondir").map { Self.trimmed($0[...]) }
        common = shared.map { [directory] in $0.hasPrefix("/") ? $0 : directory + "/" + $0 } ?? directory
        return
      default:
        guard let parent = path.parentPath else { return nil }
        path = parent
      }
    }
  }

  /// The commit that is checked out and its branch; no branch if `HEAD` is detached.
  func head() -> (commit: String?, branch: String?) {
    guard let head = FileSystem.text(of: directory + "/HEAD").map({ Self.trimmed($0[...]) }) else { return (nil, nil) }
    guard head.hasPrefix("ref:") else { return (Self.commit(head), nil) }
    let reference = Self.trimmed(head.dropFirst("ref:".count))
    let branch = reference.hasPrefix("refs/heads/") ? String(reference.dropFirst("refs/heads/".count)) : reference
    guard !reference.contains("..") else { return (nil, branch) }
    if let loose = FileSystem.text(of: common + "/" + reference).flatMap({ Self.commit(Self.trimmed($0[...])) }) {
      return (loose, branch)
    }
    let packed = FileSystem.text(of: common + "/packed-refs", limit: 4 << 20) ?? ""
    for line in packed.split(separator: "\n") where line.hasSuffix(" " + reference) {
      return (Self.commit(String(line.prefix { $0 != " " })), branch)
    }
    return (nil, branch)
  }

  /// The address of the remote `origin`.
  func origin() -> String? {
    var isOrigin = false
    for line in (FileSystem.text(of: common + "/config") ?? "").split(separator: "\n") {
      let line = Self.trimmed(line)
      if line.hasPrefix("[") {
        isOrigin = line == "[remote \"origin\"]"
      } else if isOrigin, let equals = line.firstIndex(of: "="), Self.trimmed(line[..<equals]).lowercased() == "url" {
        return Self.trimmed(line[line.index(after: equals)...])
      }
    }
    return nil
  }

  /// The text if it is the name of a commit: whatever else is in such a file has no place in a record.
  private static func commit(_ text: String) -> String? {
    (40...64).contains(text.utf8.count) && text.allSatisfy(\.isHexDigit) ? text : nil
  }

  private static func trimmed(_ text: Substring) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
