import Foundation

/// The real git, with a configuration of its own.
struct Git {
  let directory: String

  /// Whether there is a git to test with.
  static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/git")

  /// Runs git.
  ///
  /// - Returns: What it printed, without the line feed.
  @discardableResult
  func run(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = ["-C", directory, "-c", "user.name=x", "-c", "user.email=x@example.com"] + arguments
    process.environment = ["HOME": directory, "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
  }
}
