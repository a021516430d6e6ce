import Foundation

/// A new directory, removed with all that is in it when the last reference to it goes.
public final class ScratchDirectory: Sendable {
  /// The absolute path.
  public let path: String

  /// Makes the directory.
  public init() throws {
    // In memory where that can be had: some tests make more directories than a busy disk likes.
    let memory = "/dev/shm"
    let parent =
      FileManager.default.isWritableFile(atPath: memory) ? memory : FileManager.default.temporaryDirectory.path
    path = "\(parent)/exhibit-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, and makes the folders that it needs.
  ///
  /// - Returns: The file's absolute path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: file, isDirectory: false).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file, isDirectory: false))
    return file
  }

  /// Makes a folder and those above it.
  ///
  /// - Returns: The folder's absolute path.
  @discardableResult
  public func makeDirectory(_ name: String) throws -> String {
    let directory = path + "/" + name
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    return directory
  }

  /// Makes a symbolic link.
  ///
  /// - Returns: The link's absolute path.
  @discardableResult
  public func link(_ name: String, to target: String) throws -> String {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
    return path + "/" + name
  }

  /// The text of a file, or `nil` if there is none.
  public func text(of name: String) -> String? {
    try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  /// What a symbolic link points at, or `nil` if it is none.
  public func target(ofLink name: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: path + "/" + name)
  }

  /// The names in a folder, sorted.
  public func names(in name: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + name)) ?? []).sorted()
  }
}
