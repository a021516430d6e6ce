import Foundation

/// The log file of the server: one line a request, written before the reply is sent.
actor RequestLog {
  private let file: FileHandle

  /// Opens the file to append to it, and makes it if there is none.
  init(file url: URL) throws {
    if !FileManager.default.fileExists(atPath: url.path) {
      try Data().write(to: url)
    }
    file = try FileHandle(forWritingTo: url)
    try file.seekToEnd()
  }

  func write(_ request: ApplianceRequest, _ reply: ApplianceReply, duration: Duration) throws {
    let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    let request = "\(encode(request.method)) \(encode(request.path))"
    let microseconds = Int(duration / .microseconds(1))
    let line = "\(time) \(request) \(reply.status.rawValue) \(microseconds) us\n"
    try file.write(contentsOf: Data(line.utf8))
  }

  /// Text from outside must not look like more than one column or line.
  private func encode(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? "?"
  }
}
