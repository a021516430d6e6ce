import Foundation

/// A new directory, which goes when the last reference to it does.
final class TemporaryFolder: Sendable {
  let path: String

  /// What all of them are in, which goes with the process: some are held to its end.
  private static let parent: URL = {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("exhibit-integration-\(getpid())")
    atexit { TemporaryFolder.removeAll() }
    return url
  }()

  private static func removeAll() {
    try? FileManager.default.removeItem(at: parent)
  }

  init() throws {
    let url = Self.parent.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Everything in the directory, relative to it, sorted.
  var contents: [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
  }

  /// Writes a file.
  ///
  /// - Returns: Its path.
  func write(_ text: String, to name: String) throws -> String {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// The text of a file.
  func text(of name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
}
