import Foundation

/// The file into which receivers write what they hear.
enum SignalJournal {
  private static let handle: FileHandle? = {
    guard let path = ProcessInfo.processInfo.environment["BEHAVIOUR_JOURNAL"] else { return nil }
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    return FileHandle(forWritingAtPath: path)
  }()

  static func write(_ line: String) {
    handle?.write(Data("\(line)\n".utf8))
  }
}
