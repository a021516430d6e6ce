import ExhibitCore
import Testing

extension ConfigurationDecoderTests {
  /// Returns the descriptions of the keys that decoding leaves over.
  private func unusedKeys<Value: Decodable>(
    _ type: Value.Type,
    _ text: String,
    at path: ConfigurationKeyPath = .root,
    knownKeys: [String] = []
  ) throws -> [String] {
    try ConfigurationDecoder(file: "exhibit.json")
      .decode(type, from: try parseJSON5(text), at: path, knownKeys: knownKeys)
      .unusedKeys.map(\.description)
  }

  @Test func findsNoUnusedKeysIfAllAreUsed() throws {
    let text = "{artifact_dir: 'A', per_run: null, plugins: {any_name: {plugin: 'a', level: 1}}, reports: []}"
    #expect(try unusedKeys(Settings.self, text) == [])
  }

  @Test func proposesTheKeyThatIsMeant() throws {
    let text = "{\n  artifact_dir: 'A',\n  plugins: {\n    audit: {plugin: 'a', levl: 2},\n  },\n}"
    #expect(
      try unusedKeys(Settings.self, text)
        == ["exhibit.json:4:26: plugins.audit.levl: unknown key; did you mean 'level'?"])
  }

  @Test func proposesKeysInSnakeCase() throws {
    let text = "{artifact_dir: 'A', plugins: {}, perrun: 'run'}"
    #expect(try unusedKeys(Settings.self, text) == ["exhibit.json:1:34: perrun: unknown key; did you mean 'per_run'?"])
  }

  @Test func listsTheKeysIfNoneIsMeant() throws {
    #expect(
      try unusedKeys(Plugin.self, "{plugin: 'a', colour: 1}")
        == ["exhibit.json:1:15: colour: unknown key; known here: enabled, level, plugin"])
  }

  @Test func doesNotProposeAKeyThatIsThere() throws {
    #expect(
      try unusedKeys(Plugin.self, "{plugin: 'a', level: 1, levl: 1}")
        == ["exhibit.json:1:25: levl: unknown key; known here: enabled, level, plugin"])
  }

  @Test func returnsUnusedKeysInTheOrderOfTheFile() throws {
    let text = "{x1: 1, artifact_dir: 'A', plugins: {b: {x2: 1, plugin: ''}, a: {plugin: '', x3: {x: 1}}}, x4: 1}"
    let keys = try unusedKeys(Settings.self, text).map { $0.split(separator: ":")[3] }
    #expect(keys == [" x1", " plugins.b.x2", " plugins.a.x3", " x4"])
  }

  @Test func warnsOfUnusedKeys() throws {
    let decoded = try ConfigurationDecoder(file: "a").decode(Plugin.self, from: try parseJSON5("{plugin: '', x: 1}"))
    #expect(decoded.unusedKeys.map(\.severity) == [.warning])
    #expect(decoded.unusedKeys.map(\.keyPath) == ["x"])
  }

  @Test func countsKnownKeysOfOthersAsUsed() throws {
    struct Options: Decodable { var level: Int? }
    let path = ConfigurationKeyPath([.key("plugins"), .key("audit")])
    #expect(
      try unusedKeys(Options.self, "{enabled: true, plugin: 'a', levl: 1}", at: path, knownKeys: ["enabled", "plugin"])
        == ["exhibit.json:1:30: plugins.audit.levl: unknown key; did you mean 'level'?"])
  }

  @Test func prefixesMistakesWithTheGivenPath() throws {
    let path = ConfigurationKeyPath([.key("plugins"), .key("audit")])
    let error = #expect(throws: ConfigurationDiagnostic.self) {
      try ConfigurationDecoder(file: "exhibit.json").decode(Plugin.self, from: try parseJSON5("{plugin: 1}"), at: path)
    }
    #expect(error?.keyPath == "plugins.audit.plugin")
  }

  @Test func countsKeysThatWereOnlyLookedForAsUsed() throws {
    struct Curious: Decodable {
      enum CodingKeys: CodingKey { case flag, nothing }
      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        _ = container.contains(.flag)
        _ = try container.decodeNil(forKey: .nothing)
      }
    }
    #expect(try unusedKeys(Curious.self, "{flag: 1, nothing: 2}") == [])
  }

  @Test func countsListedKeysAsUsed() throws {
    struct Names: Decodable {
      init(from decoder: any Decoder) throws {
        _ = try decoder.container(keyedBy: InventedKey.self).allKeys
      }
    }
    #expect(try unusedKeys(Names.self, "{any: 1, thing: 2}") == [])
  }

  @Test func joinsTheKeysOfAClassAndItsSuperclass() throws {
    final class Both: Base {
      enum Keys: CodingKey { case extra }
      required init(from decoder: any Decoder) throws {
        _ = try decoder.container(keyedBy: Keys.self).decode(Int.self, forKey: .extra)
        try super.init(from: decoder)
      }
    }
    #expect(
      try unusedKeys(Both.self, "{name: 'a', extra: 1, nota: 2}")
        == ["exhibit.json:1:23: nota: unknown key; did you mean 'note'?"])
  }

  @Test func findsUnusedKeysInArraysAndEnumerations() throws {
    #expect(
      try unusedKeys([Action].self, "[{tail: {paths: [], maxlines: 1}}]")
        == ["exhibit.json:1:21: [0].tail.maxlines: unknown key; did you mean 'max_lines'?"])
  }

  @Test func ignoresObjectsThatNobodyOpened() throws {
    #expect(try unusedKeys([String: ConfigurationNode].self, "{a: {b: {c: 1}}}") == [])
  }
}
