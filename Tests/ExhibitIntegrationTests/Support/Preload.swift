import Foundation

/// A library that takes the place of a call of the system in one process.
enum Preload {
  /// Builds one.
  ///
  /// - Parameter source: What it does, in C.
  /// - Returns: Where it is, and the folder that holds it.
  /// - Throws: ``ProcessError`` if it is not built.
  static func library(_ source: String) throws -> (path: String, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let file = try folder.write(source, to: "library.c")
    let path = folder.path + "/library.so"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["clang", "-shared", "-fPIC", "-O1", "-o", path, file]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ProcessError("clang did not build the library") }
    return (path, folder)
  }
}
