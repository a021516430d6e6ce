import ExhibitCore
import Foundation
import Testing

@Suite struct ConfigurationDecoderTests {
  /// Decodes JSON5 that a test expects to fit.
  func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try ConfigurationDecoder(file: "exhibit.json").decode(type, from: try parseJSON5(text)).value
  }

  /// Returns the description of the error of decoding JSON5, or nil if there is none or it is of another type.
  func failure<Value: Decodable>(_ type: Value.Type, _ text: String) -> String? {
    do {
      _ = try decode(type, text)
      return nil
    } catch {
      return (error as? ConfigurationDiagnostic)?.description
    }
  }

  struct Plugin: Decodable, Equatable {
    var enabled: Bool?
    var plugin: String
    var level: Int?
  }

  struct Settings: Decodable, Equatable {
    var artifactDir: String
    var perRun: PerRun?
    var plugins: [String: Plugin]
    var reports: [String]?
  }

  enum PerRun: String, Decodable, CaseIterable {
    case run
    case test
    case none
  }

  @Test func decodesNestedTypes() throws {
    let text = "{artifact_dir: 'A', per_run: 'test', plugins: {log: {plugin: 'log', level: 2}}, reports: ['junit']}"
    #expect(
      try decode(Settings.self, text)
        == Settings(
          artifactDir: "A", perRun: .test, plugins: ["log": Plugin(enabled: nil, plugin: "log", level: 2)],
          reports: ["junit"])
    )
  }

  @Test func decodesScalarsAtTheRoot() throws {
    #expect(try decode(String.self, "'a'") == "a")
    #expect(try decode(Bool.self, "true") == true)
    #expect(try decode(Int.self, "1") == 1)
  }

  @Test func decodesNullAsNil() throws {
    #expect(try decode(Int?.self, "null") == nil)
    #expect(try decode([Int?].self, "[1, null]") == [1, nil])
    #expect(try decode(Plugin.self, "{plugin: 'a', level: null}").level == nil)
  }

  @Test func decodesDictionariesWithKeysAsWritten() throws {
    let text = "{fooBar: 1, foo_bar: 2, 'a b': 3}"
    #expect(try decode([String: Int].self, text) == ["fooBar": 1, "foo_bar": 2, "a b": 3])
  }

  @Test func decodesDictionariesWithIntegerKeys() throws {
    #expect(try decode([Int: String].self, "{'1': 'a', '-2': 'b'}") == [1: "a", -2: "b"])
  }

  @Test func decodesLargeDictionariesInReasonableTime() throws {
    let text = "{" + (0..<5_000).map { "k\($0): \($0)," }.joined() + "}"
    #expect(try decode([String: Int].self, text).count == 5_000)
  }

  @Test func decodesSetsAndNestedArrays() throws {
    #expect(try decode(Set<String>.self, "['a', 'b']") == ["a", "b"])
    #expect(try decode([[[Int]]].self, "[[[1], []], []]") == [[[1], []], []])
  }

  @Test func decodesURLsFromStrings() throws {
    let url = URL(string: "https://example.com/a?b=c")
    #expect(try decode(URL.self, "'https://example.com/a?b=c'") == url)
    #expect(try decode([String: [URL?]].self, "{a: ['https://example.com/a?b=c', null]}") == ["a": [url, nil]])
  }

  @Test func decodesURLsFromTheirParts() throws {
    let text = "{relative: 'a', base: {relative: 'https://example.com/'}}"
    #expect(try decode(URL.self, text).absoluteString == "https://example.com/a")
  }

  @Test func decodesDataFromBytes() throws {
    #expect(try decode(Data.self, "[0, 0xFF, 2]") == Data([0, 255, 2]))
  }

  @Test func decodesNodesAsTheyStand() throws {
    let root = try parseJSON5("{a: {b: [1, {c: null}]}}")
    let decoded = try ConfigurationDecoder(file: "exhibit.json").decode([String: ConfigurationNode].self, from: root)
    #expect(decoded.value["a"] == root["a"])
    #expect(decoded.unusedKeys == [])
  }

  @Test func refusesToDecodeNodesWithOtherDecoders() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(ConfigurationNode.self, from: Data("{}".utf8))
    }
  }

  @Test func passesUserInfo() throws {
    struct Reader: Decodable {
      var word: String?
      init(from decoder: any Decoder) throws {
        word = CodingUserInfoKey(rawValue: "word").flatMap { decoder.userInfo[$0] as? String }
      }
    }
    let key = try #require(CodingUserInfoKey(rawValue: "word"))
    let decoder = ConfigurationDecoder(file: "exhibit.json", userInfo: [key: "hello"])
    #expect(try decoder.decode([Reader].self, from: try parseJSON5("[1]")).value.first?.word == "hello")
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func survivesMutatedDocuments(seed: UInt64) {
    let valid = """
      {artifact_dir: 'A', per_run: 'test',
      plugins: {log: {enabled: true, plugin: 'log', level: 2}}, reports: ['junit', 'html']}
      """
    var generated = GeneratedConfiguration(seed: seed)
    for _ in 0..<200 {
      let bytes = generated.mutated(valid)
      do {
        let root = try JSON5Parser.parse(bytes, file: "exhibit.json")
        let decoded = try ConfigurationDecoder(file: "exhibit.json").decode(Settings.self, from: root)
        #expect(decoded.unusedKeys.allSatisfy { FileExtent(bytes).contains($0) })
      } catch {
        let isPlaced = (error as? ConfigurationDiagnostic).map { FileExtent(bytes).contains($0) }
        #expect(isPlaced == true, "\(bytes)")
      }
    }
  }
}
