import ExhibitCore
import Testing

@Suite struct ConfigurationKeyPathTests {
  @Test func joinsKeysAndIndices() {
    let path = ConfigurationKeyPath.root.appending(key: "plugins").appending(key: "tail").appending(key: "paths")
    #expect(path.appending(index: 2).description == "plugins.tail.paths[2]")
  }

  @Test func quotesUnusualKeys() {
    #expect(ConfigurationKeyPath([.key("a.b"), .key(""), .key("größe-1")]).description == "'a.b'.''.größe-1")
  }

  @Test func isEmptyAtTheRoot() {
    #expect(ConfigurationKeyPath.root.description == "")
  }
}
