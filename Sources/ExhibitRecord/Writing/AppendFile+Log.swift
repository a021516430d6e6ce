import CExhibitRecord
import ExhibitSupport
import Foundation

/// The beginning and the end of a test's log, which every test has; each is one call of C.
extension AppendFile {
  /// Opens the log of an attempt, made if it is not there, and writes its head.
  ///
  /// - Parameters:
  ///   - path: Where it is; a symbolic link is not followed.
  ///   - key: The test.
  ///   - attempt: Which attempt it is.
  ///   - redaction: What is taken out of the names.
  /// - Returns: The open file.
  /// - Throws: The failure of the file system.
  package static func log(
    at path: String, of key: TestKey, attempt: Int, redaction: RedactionRules?
  ) throws(FileSystem.Failure) -> AppendFile {
    var file = exhibit_file()
    let result: Int32
    if redaction?.redactor == nil, let texts = key.plainTexts {
      result = exhibit_log_begin(&file, path, key.text, texts.name, texts.location, Int64(attempt))
    } else {
      func line(_ text: String) -> String { (redaction?.redact(text) ?? text).printable }
      var (id, name, location) = (line(key.id), line(key.name), line(key.location))
      result = id.withUTF8 { id in
        name.withUTF8 { name in
          location.withUTF8 { location in
            exhibit_log_begin(
              &file, path, exhibit_text(id), exhibit_text(name), exhibit_text(location), Int64(attempt))
          }
        }
      }
    }
    guard result == 0 else { throw FileSystem.Failure(path: path) }
    return AppendFile(path: path, file: file)
  }

  /// Writes the end of a log, and closes it.
  ///
  /// - Parameters:
  ///   - outcome: How the attempt ended.
  ///   - reason: Why it was skipped, without secrets.
  ///   - nanoseconds: How long it took.
  /// - Returns: How many bytes the log has.
  /// - Throws: The failure of the file system.
  package func endLog(outcome: String, reason: String?, nanoseconds: Int64) throws(FileSystem.Failure) -> Int {
    var reason = reason?.printable
    let (result, code, count) = file.withLock { file in
      let result =
        reason?.withUTF8 { exhibit_log_end(&file, path, outcome, exhibit_text($0), nanoseconds) }
        ?? exhibit_log_end(&file, path, outcome, exhibit_text(), nanoseconds)
      return (result, errno, Int(file.size))
    }
    guard result == 0 else { throw FileSystem.Failure(path: path, code: code) }
    return count
  }
}
