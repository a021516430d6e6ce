import ExhibitFixtures
import Foundation

extension Reply: Encodable {
  private enum CodingKeys: String, CodingKey {
    case request, status, headers, body
  }

  /// Writes request, status, headers and content, the latter as JSON if it is JSON.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("\(method) \(path)", forKey: .request)
    try container.encode(status, forKey: .status)
    try container.encode(headers, forKey: .headers)
    if let json = try? decode(FieldValue.self) {
      try container.encode(json, forKey: .body)
    } else {
      try container.encode(text, forKey: .body)
    }
  }
}
