import ExhibitFixtures
import TestSupport
import Testing

@testable import ExhibitHTTP

/// Fields as a browser sends them.
@Suite struct FormEncodingTests {
  @Test func bodyOfTheOriginalExampleIsTheSame() throws {
    #expect(try FormEncoding.encode(["name": "Bernardo Heynemann"], for: ["user"]) == "name=Bernardo%20Heynemann")
  }

  @Test func everyKindOfValueThatAFormHasIsWritten() throws {
    let fields: ResourceFields = ["a": nil, "b": true, "c": -7, "d": 1.5, "e": "x&y=z+ü", "f": false]
    #expect(try FormEncoding.encode(fields, for: []) == "a=&b=true&c=-7&d=1.5&e=x%26y%3Dz%2B%C3%BC&f=false")
    #expect(try FormEncoding.encode([:], for: []) == "")
  }

  @Test(arguments: [FieldValue.array([1]), .object(["a": 1])])
  func listsAndObjectsAreRefused(value: FieldValue) {
    let error = #expect(throws: ResourceError.self) { try FormEncoding.encode(["tags": value], for: ["users"]) }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("'tags'") == true)
  }

  /// Whatever is in names and values, a decoder finds the same again.
  @Test(arguments: 0..<200)
  func decodingFindsTheSameAgain(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var fields: [String: String] = [:]
    for _ in 0..<Int.random(in: 0...5, using: &generator) {
      fields[HostileText.random(using: &generator)] = HostileText.random(using: &generator)
    }
    let encoded = try FormEncoding.encode(fields.mapValues { .string($0) }, for: [])
    #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    var decoded: [String: String] = [:]
    for pair in encoded.split(separator: "&") {
      let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
      try #require(parts.count == 2)
      let name = try #require(PercentEncoding.decode(parts[0]))
      decoded[name] = PercentEncoding.decode(parts[1])
    }
    #expect(decoded == fields)
  }
}
