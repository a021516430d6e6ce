import Foundation

/// A shell of this machine.
struct Shell {
  /// Where the shell is.
  private let executable: URL

  /// Finds a shell; `nil` if it is not installed.
  init?(_ name: String) {
    let directories = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = directories.map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
    guard let executable = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      return nil
    }
    self.executable = executable
  }

  /// Runs a script in an empty directory but for some entries, and returns the lines of its output and its errors.
  ///
  /// - Parameters:
  ///   - script: The script; it comes from standard input.
  ///   - options: Options of the shell.
  ///   - entries: What is in the directory; a name that ends in a slash makes a directory.
  /// - Returns: The lines of both streams.
  /// - Throws: What keeps the shell from being started.
  func lines(of script: String, options: [String] = [], among entries: [String] = []) throws -> [String] {
    let files = FileManager.default
    let directory = files.temporaryDirectory.appendingPathComponent("exhibit-\(UUID().uuidString)")
    try files.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: directory) }
    for entry in entries {
      let url = directory.appendingPathComponent(entry)
      if entry.hasSuffix("/") {
        try files.createDirectory(at: url, withIntermediateDirectories: true)
      } else {
        try Data().write(to: url)
      }
    }

    let process = Process()
    process.executableURL = executable
    process.arguments = options
    process.currentDirectoryURL = directory
    // A shell that finds no home leaves nothing in the real one.
    process.environment = ProcessInfo.processInfo.environment.merging(["HOME": "/nonexistent"]) { $1 }
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
    try input.fileHandleForWriting.close()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
