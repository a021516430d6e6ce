package import ExhibitFixtures
package import Foundation

// What servers write as a text or a number, and what these types would otherwise read as the parts that they are made of.

extension URL: FieldDecodable {
  package init?(field: FieldValue) {
    guard case .string(let text) = field, let url = URL(string: text) else { return nil }
    self = url
  }
}

/// Base64.
extension Data: FieldDecodable {
  package init?(field: FieldValue) {
    guard case .string(let text) = field, let data = Data(base64Encoded: text) else { return nil }
    self = data
  }
}

/// ISO 8601, with or without fractions of a second; a number is what it is to the type itself.
extension Date: FieldDecodable {
  package init?(field: FieldValue) {
    guard case .string(let text) = field else { return nil }
    let styles = [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)]
    guard let date = styles.lazy.compactMap({ try? $0.parse(text) }).first else { return nil }
    self = date
  }
}

extension Decimal: FieldDecodable {
  package init?(field: FieldValue) {
    switch field {
    case .integer(let value): self.init(value)
    case .unsigned(let value): self.init(value)
    // By its shortest text: 19.99 is to be 19.99, and not the binary number nearest to it.
    case .number(let value): self.init(number: "\(value)")
    case .string(let text): self.init(number: text)
    case .null, .bool, .array, .object: return nil
    }
  }

  /// From a text that is a number and nothing else.
  private init?(number text: String) {
    guard text.utf8.contains(where: { (48...57).contains($0) }),
      text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) })
    else { return nil }
    self.init(string: text, locale: nil)
  }
}

/// As RFC 9562 has it written, and most servers write it; Swift takes capital letters.
extension UUID: PathKey {
  package var pathKey: String { uuidString.lowercased() }
}
