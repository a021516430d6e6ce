import ExhibitFixtures
import ExhibitSupport
import Foundation

/// A request as errors name it.
struct RequestDescription: Sendable {
  let method: String
  let url: URL

  /// The most characters of what a server said.
  private static let excerptLimit = 300

  /// So much of it is looked at for secrets before it is cut.
  private static let redactedLimit = 65_536

  func error(_ code: ResourceError.Code, at path: ResourcePath, _ text: String) -> ResourceError {
    let message = "\(method) \(Self.shown(url)) \(text)"
    return ResourceError(code: code, path: path, message: Self.redact(message).printable)
  }

  /// An address without user and password, and with the names of a query only: the rest may be secret.
  static func shown(_ url: URL) -> String {
    guard var components = URLComponents(url: url, resolvingAgainstBaseURL: true) else { return "an address" }
    components.user = nil
    components.password = nil
    components.fragment = nil
    components.queryItems = components.queryItems?.map {
      URLQueryItem(name: $0.name, value: $0.value.map { _ in "..." })
    }
    return components.string ?? "an address"
  }

  /// The beginning of what a server said.
  ///
  /// Secrets are taken out before it is cut, and it is cut between words: the beginning of a secret would be no secret
  /// that a redaction knows.
  static func excerpt(of body: Data) -> String {
    let isWhole = body.count <= redactedLimit
    let text = redact(String(decoding: body.prefix(redactedLimit), as: UTF8.self))
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !isWhole || line.count > excerptLimit else { return line.printable }
    let start = line.prefix(excerptLimit)
    let isBetweenWords = line.dropFirst(excerptLimit).first == " "
    let end = isBetweenWords ? start.endIndex : start.lastIndex(of: " ") ?? start.startIndex
    return start[..<end].isEmpty ? "(\(body.count) bytes)" : "\(String(start[..<end]).printable) …"
  }

  private static func redact(_ text: String) -> String {
    FixtureStore.current?.surroundings.redact(text) ?? text
  }
}
