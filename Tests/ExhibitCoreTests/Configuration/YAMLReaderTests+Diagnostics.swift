#if YAML
  import ExhibitCore
  import Foundation
  import Testing

  extension YAMLReaderTests {
    @Test(arguments: [
      ("a: 1\nb: 2\n  c: 3\n", "3:4: mapping values are not allowed in this context"),
      ("a: [1, 2\n", "2:1: did not find expected ',' or ']' while parsing a flow sequence of line 1"),
      (
        "a:\n\t- 1\n",
        "2:1: found character that cannot start any token while scanning for the next token of line 2; "
          + "indent with spaces, not with tabs"
      ),
      ("a: 'x\n", "2:1: found unexpected end of stream while scanning a quoted scalar of line 1"),
      ("a: *b\n", "1:4: found undefined alias"),
      ("a: 1\n---\nb: 2\n", "2:1: the file holds more than one document"),
      ("a: 1\nb: 2\na: 3\n", "3:1: duplicate key 'a' on lines 1 and 3; remove one of them"),
      ("p:\n  log: 1\n  x:\n    log: 2\n  'log': 3\n", "5:3: duplicate key 'log' on lines 2 and 5; remove one of them"),
      ("{a: 1, a: 2}\n", "1:2: duplicate key 'a', first on line 1; remove one of them"),
      ("1: a\n'1': b\n", "2:1: duplicate key '1' on lines 1 and 2; remove one of them"),
      ("p:\n  ? [1]\n  : 2\n", "2:5: p: a key must be text"),
      ("p:\n  <<: 2\n", "2:7: p.'<<': '<<' needs a mapping or a sequence of mappings, found 2"),
      ("p: [!secret x]\n", "1:5: p[0]: unknown tag '!secret'; remove it"),
      ("p: !!set {a}\n", "1:4: p: unknown tag 'tag:yaml.org,2002:set'; remove it"),
      ("p: !!int x\n", "1:4: p: 'x' does not fit its tag"),
      ("p: \u{1}\n", "1:4: the character '\\u{1}' is not allowed in YAML; write it as an escape in double quotes"),
    ])
    func explainsMistakes(text: String, message: String) {
      #expect(failure(text) == "exhibit.yml:\(message)")
    }

    @Test func tellsWhereUTF8IsInvalid() {
      let error = #expect(throws: ConfigurationDiagnostic.self) {
        try YAMLReader.parse(Array("a: 1\nb: ".utf8) + [0xFF], file: "exhibit.yml")
      }
      #expect(error?.description == "exhibit.yml:2:4: the file is not valid UTF-8 here; save it as UTF-8")
    }

    @Test func namesUnknownKeysAsInJSON() throws {
      struct Options: Decodable { var level: Int? }
      let root = try parse("audit:\n  levl: 2\n")
      let decoded = try ConfigurationDecoder(file: "exhibit.yml").decode([String: Options].self, from: root)
      #expect(
        decoded.unusedKeys.map(\.description)
          == ["exhibit.yml:2:3: audit.levl: unknown key; did you mean 'level'?"])
    }

    @Test func stopsAtAliasBombs() {
      var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
      for level in 1...20 {
        let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
        text += "a\(level): &a\(level) [\(aliases)]\n"
      }
      #expect(failure(text)?.hasSuffix("more than 100000 values when aliases are followed") == true)
    }

    @Test(arguments: ["{*a20 : x}", "? *a20\n: x", "[*a20]: x", "? [*a20]\n: x", "{? *a20 : x}", "{\"a\":{*a20 : x}}"])
    func stopsAtAliasBombsInKeys(key: String) {
      var text = "- &a0 [x, x]\n"
      for level in 1...20 { text += "- &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n" }
      text += "- " + key.replacingOccurrences(of: "\n", with: "\n  ") + "\n"
      #expect(failure(text)?.hasSuffix("an alias or a collection cannot be a key") == true)
    }

    @Test func allowsManyAliasesAsValues() throws {
      let text = "a: &a {x: 1}\nb: [" + String(repeating: "*a, ", count: 100) + "]\n"
      #expect(try parse(text)["b"]?.elements.count == 100)
    }

    @Test(arguments: ["[", "{a: ", "- ", "? ", "[{a: ", "{a: [", "- - ", "- ? ", "-\t", "{\"a\":", "{\"a\":["])
    func rejectsCollectionsBeyondTheDepthLimit(opening: String) {
      let message = failure(String(repeating: opening, count: 20_000))
      #expect(message?.hasSuffix("more than 64 sequences and mappings inside each other") == true)
    }

    @Test(arguments: ["", "- ", "  "])
    func rejectsDeepBlocks(extra: String) {
      let lines = (0..<200).map { String(repeating: " ", count: $0 * (1 + extra.count)) + extra + "a:\n" }
      #expect(failure(lines.joined())?.hasSuffix("more than 64 sequences and mappings inside each other") == true)
    }

    @Test func allowsDeepCollections() throws {
      let text = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
      #expect(failure(text) == nil)
    }

    @Test func allowsManyCollectionsBesideEachOther() {
      let text = (0..<200).map { "k\($0):\n  - [a, {b: [c]}]\n  - ? d\n    : - e\n# [\n" }.joined()
      #expect(failure(text) == nil)
    }

    @Test func needsLittleStackForTheDeepestDocument() async {
      let depth = YAMLReader.depthLimit
      let flow = String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
      // A sequence in the column of its key is a level which the limit does not see.
      let block = (0..<depth).map { "\(String(repeating: "  ", count: $0))\($0 == 0 ? "" : "- ")a:\n" }
      let documents = [flow, block.prefix(depth / 2).joined()]
      let failures: [String?] = await withCheckedContinuation { continuation in
        let thread = Thread { continuation.resume(returning: documents.map { failure($0) }) }
        thread.stackSize = 512 << 10
        thread.start()
      }
      #expect(failures == [nil, nil])
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func survivesGeneratedInput(seed: UInt64) {
      let valid = """
        # note
        artifact_dir: Artifacts
        retain: {runs: 10, artifacts: all, "q\\u00e9": 'it''s'}
        plugins: &p
          log:    {enabled: yes, plugin: log}
          tail:
            paths: [/var/log/a.log, "é日😀"]
            text: |
              one
              two
          <<: *p2
        reports:
        - junit
        - ~

        """
      var generated = GeneratedConfiguration(seed: seed)
      for round in 0..<150 {
        let bytes = round.isMultiple(of: 2) ? generated.mutated(valid) : generated.bytes()
        let extent = FileExtent(bytes)
        let isPlaced: Bool
        do {
          isPlaced = extent.contains(try YAMLReader.parse(bytes, file: "exhibit.yml"))
        } catch {
          isPlaced = (error as? ConfigurationDiagnostic).map { extent.contains($0) } ?? false
        }
        #expect(isPlaced, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
    }
  }
#endif
