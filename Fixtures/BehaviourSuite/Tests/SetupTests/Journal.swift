import Foundation

/// The file into which plugins and callbacks write what they see.
enum Journal {
  private static let handle: FileHandle? = {
    guard let path = ProcessInfo.processInfo.environment["BEHAVIOUR_JOURNAL"] else { return nil }
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    return FileHandle(forWritingAtPath: path)
  }()

  static func write(_ line: String) {
    handle?.write(Data("\(line)\n".utf8))
  }
}
