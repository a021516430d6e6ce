import Foundation

/// A reply, independent of the HTTP library.
struct ApplianceReply: Sendable {
  var status: ReplyStatus
  var headers: [String: String] = [:]
  var body = Data()

  /// A reply without content.
  init(_ status: ReplyStatus) {
    self.status = status
  }

  init(_ status: ReplyStatus = .ok, json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    self.status = status
    self.headers = ["Content-Type": "application/json"]
    self.body = try encoder.encode(value)
  }

  init(_ status: ReplyStatus = .ok, text: String, contentType: String) {
    self.status = status
    self.headers = ["Content-Type": contentType]
    self.body = Data(text.utf8)
  }
}
