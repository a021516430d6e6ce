import CExhibitRecord

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
        let target = String(text.dropFirst("gitdir:".count)).trimmed
        directory = target.hasPrefix("/") ? target : path + "/" + target
        let shared = FileSystem.text(of: directory + "/commondir")?.trimmed
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
    guard let head = FileSystem.text(of: directory + "/HEAD")?.trimmed else { return (nil, nil) }
    guard head.hasPrefix("ref:") else { return (Self.commit(head), nil) }
    let reference = String(head.dropFirst("ref:".count)).trimmed
    let branch = reference.hasPrefix("refs/heads/") ? String(reference.dropFirst("refs/heads/".count)) : reference
    guard !reference.contains("..") else { return (nil, branch) }
    if let text = FileSystem.text(of: common + "/" + reference), let commit = Self.commit(text.trimmed) {
      return (commit, branch)
    }
    let packed = FileSystem.text(of: common + "/packed-refs", limit: 4 << 20)
    let line = packed?.line(endingIn: " " + reference)
    return (line.flatMap { Self.commit($0.part(beforeFirst: " ")) }, branch)
  }

  /// The address of the remote `origin`.
  func origin() -> String? {
    var (isOrigin, address) = (false, String?.none)
    FileSystem.text(of: common + "/config")?.forEachLine { line in
      let line = line.trimmed
      if line.hasPrefix("[") {
        isOrigin = line == "[remote \"origin\"]"
      } else if isOrigin, address == nil {
        if line.part(beforeFirst: "=").trimmed.lowercased() == "url" { address = line.part(behindFirst: "=")?.trimmed }
      }
    }
    return address
  }

  /// The text if it is the name of a commit: whatever else is in such a file has no place in a record.
  private static func commit(_ text: String) -> String? {
    exhibit_is_hexadecimal(text) && text.utf8.count >= 40 && text.utf8.count <= 64 ? text : nil
  }
}
