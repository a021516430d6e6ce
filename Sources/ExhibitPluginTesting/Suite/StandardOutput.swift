import ExhibitSupport
import Foundation

/// Standard output of this process, while somebody wants to know what is written there.
enum StandardOutput {
  /// Who captures; one at a time.
  private static let turn = Locked(0)

  /// Runs a closure and gives back what was written meanwhile, by whomever in this process; then it is written after all.
  ///
  /// - Parameter body: The closure.
  /// - Returns: The text; empty if there is no file to keep it in.
  static func captured(_ body: () -> Void) -> String {
    turn.withLock { count in
      count += 1
      guard let file = tmpfile() else {
        body()
        return ""
      }
      defer { fclose(file) }
      fflush(nil)
      let original = dup(STDOUT_FILENO)
      guard original >= 0, dup2(fileno(file), STDOUT_FILENO) >= 0 else {
        if original >= 0 { close(original) }
        body()
        return ""
      }
      body()
      fflush(nil)
      dup2(original, STDOUT_FILENO)
      close(original)
      let bytes = contents(of: fileno(file))
      FileHandle.standardOutput.write(bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private static func contents(of descriptor: Int32) -> Data {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return Data() }
    var bytes = Data(count: Int(status.st_size))
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    return bytes.prefix(max(0, count))
  }
}
