#if YAML
  import ExhibitCore
  import Foundation
  import Testing

  @Suite struct YAMLReaderTests {
    /// Reads YAML that a test expects to be valid.
    func parse(_ text: String) throws -> ConfigurationNode {
      try YAMLReader.parse(Array(text.utf8), file: "exhibit.yml")
    }

    /// Reads YAML and forgets the positions.
    func plain(_ text: String) throws -> PlainValue {
      PlainValue(try parse(text))
    }

    /// Returns the description of the error that a document causes, or nil if it is valid.
    func failure(_ text: String) -> String? {
      do {
        _ = try parse(text)
        return nil
      } catch {
        return (error as? ConfigurationDiagnostic)?.description
      }
    }

    @Test func readsTheExampleLikeItsJSONForm() throws {
      let yaml = """
        artifact_dir: Artifacts
        per_run: run            # run | test | none
        reuse_dir: true
        squash_exceptions: true # a plugin's error is recorded and shown; the other plugins and the test go on
        threaded: false         # true: the hooks of one event run concurrently, results are merged in plugin order
        retain: {runs: 10, artifacts: all}   # all | failed | none
        limits: {artifact: 100MiB, run: 2GiB, output: 16MiB}
        redact: {words_from: [API_TOKEN], patterns: ["Bearer [A-Za-z0-9._-]+"]}
        plugins:
          log:    {enabled: true, plugin: log}
          output: {enabled: true, plugin: output}
          server: {enabled: true, plugin: tail, paths: [/var/log/appliance.log]}
          shot:   {enabled: true, plugin: command, event: finish_test, when: failed, command: ["./screenshot.sh"]}
          audit:  {enabled: true, plugin: AppTests.AuditPlugin, level: 2}
        reports: [junit, html]

        """
      let json = """
        {
          artifact_dir: 'Artifacts',
          per_run: 'run', // run | test | none
          reuse_dir: true,
          squash_exceptions: true,
          threaded: false,
          retain: {runs: 10, artifacts: 'all'},
          limits: {artifact: '100MiB', run: '2GiB', output: '16MiB'},
          redact: {words_from: ['API_TOKEN'], patterns: ["Bearer [A-Za-z0-9._-]+"]},
          plugins: {
            log: {enabled: true, plugin: 'log'},
            output: {enabled: true, plugin: 'output'},
            server: {enabled: true, plugin: 'tail', paths: ['/var/log/appliance.log']},
            shot: {
              enabled: true, plugin: 'command', event: 'finish_test', when: 'failed', command: ['./screenshot.sh'],
            },
            audit: {enabled: true, plugin: 'AppTests.AuditPlugin', level: 2},
          },
          reports: ['junit', 'html'],
        }
        """
      #expect(try plain(yaml) == plainJSON5(json))
    }

    @Test(arguments: [
      "{\"a\": [1, {\"b\": null}], \"c\": \"d\"}", "[\n  1, [2,\n 3], {\"é\": \"日\", \"x\": -1.5}\n]\n", "  {}",
      "\u{FEFF}[1]",
      "{\r\n\"a\": 1,\r\n  \"b\": [\"😀\", true]}",
    ])
    func givesJSONTheSamePositions(text: String) throws {
      #expect(try parse(text) == parseJSON5(text))
    }

    @Test func knowsPositionsInBlocks() throws {
      let root = try parse("# note\nplugins:\n  log:\n    - a\n    -  b: 1\n")
      let log = try #require(root["plugins"]?["log"])
      #expect(root.members.first?.keyPosition == ConfigurationNode.Position(line: 2, column: 1))
      #expect(root["plugins"]?.members.first?.keyPosition == ConfigurationNode.Position(line: 3, column: 3))
      #expect(log.position == ConfigurationNode.Position(line: 4, column: 5))
      #expect(log.elements.map(\.position.line) == [4, 5])
      #expect(log.elements.map(\.position.column) == [7, 8])
      #expect(log.elements.last?["b"]?.position == ConfigurationNode.Position(line: 5, column: 11))
    }

    @Test func countsOnlyTheLinesThatEditorsShow() throws {
      let root = try parse("a: \"x\u{2028}y\"\nb: ['x\u{85}y', {c: 2}]\n")
      #expect(root.members.map(\.keyPosition.line) == [1, 2])
      #expect(root["b"]?.elements.last?.position == ConfigurationNode.Position(line: 2, column: 12))
    }

    @Test(arguments: ["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "!!bool yes"])
    func readsTrue(text: String) throws {
      #expect(try plain("[\(text)]") == [true])
    }

    @Test(arguments: ["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"])
    func readsFalse(text: String) throws {
      #expect(try plain("[\(text)]") == [false])
    }

    @Test(arguments: ["~", "null", "Null", "NULL", "", "!!null ''"])
    func readsNull(text: String) throws {
      #expect(try plain("a: \(text)") == ["a": nil])
    }

    @Test(
      arguments: [
        ("0", 0), ("12", 12), ("-12", -12), ("+12", 12), ("0x1F", 31), ("-0x1f", -31), ("0b101", 5), ("0o17", 15),
        ("017", 15),
        ("1_000", 1000), ("9223372036854775807", .max), ("!!int 5", 5), ("!!int '5'", 5),
      ] as [(String, Int64)])
    func readsIntegers(text: String, value: Int64) throws {
      #expect(try plain("[\(text)]") == [.integer(value)])
    }

    @Test(
      arguments: [
        ("1.5", 1.5), ("-1.5", -1.5), ("+.5", 0.5), ("5.", 5), ("1e3", 1000), ("1.5E-1", 0.15), (".inf", .infinity),
        ("-.INF", -.infinity), ("9223372036854775808", 0x1p63), ("0xffffffffffffffffff", 0x1p72), ("1_0.5", 10.5),
        ("!!float 1", 1),
      ] as [(String, Double)])
    func readsDoubles(text: String, value: Double) throws {
      #expect(try plain("[\(text)]") == [.double(value)])
    }

    @Test func readsNotANumber() throws {
      #expect(try parse(".nan").summary == "nan")
    }

    @Test(arguments: [
      "run", "y", "n", "tRUE", "1:30", "2024-01-01", "100MiB", "1.2.3", "0x", "08", "_1", "1_", "1__0", "1e", "--1",
      "+-1", ".", "-x", "e5",
      "0b2", "1.5x", "1 2", "./a", "nulll", "0x-1", "Infinity", "NaN", ".5.", "é", "=",
    ])
    func readsOtherPlainScalarsAsText(text: String) throws {
      #expect(try plain("a: \(text)") == ["a": .string(text)])
    }

    @Test(arguments: [
      ("'yes'", "yes"), ("\"12\"", "12"), ("''", ""), ("\"\\u00e9\\n\\x41\"", "é\nA"), ("!!str 12", "12"),
      ("! 12", "12"),
      ("'it''s'", "it's"),
    ])
    func readsQuotedScalarsAsText(text: String, value: String) throws {
      #expect(try plain("[\(text)]") == [.string(value)])
    }

    @Test(
      "F15: a tag makes nothing",
      arguments: [
        "!!python/object/apply:os.system [id]", "!!python/name:os.system ''", "!<tag:x,2002:y> {a: 1}", "!own x",
      ])
    func makesNothingOfForeignTagsInYAML(text: String) throws {
      // Either a value as if there were no tag, or an error with its place; nothing is looked up by its name.
      if let message = failure("a: \(text)") {
        #expect(message.hasPrefix("exhibit.yml:1:"))
      } else {
        let value = try plain("a: \(text)")
        let plainText = String(text.drop { $0 != " " }.dropFirst())
        #expect(try value == plain("a: \(plainText)"))
      }
    }

    @Test func readsBlockScalarsAsText() throws {
      #expect(try plain("a: |\n  1\n  2\nb: >-\n  yes\n  no\n") == ["a": "1\n2\n", "b": "yes no"])
    }

    @Test func readsKeysAsText() throws {
      #expect(try parse("{1: a, yes: b, ~: c, 'x y': d}").members.map(\.key) == ["1", "yes", "~", "x y"])
    }

    @Test(arguments: ["", "\n", "# only a comment\n", "---\n...\n", "\u{FEFF}"])
    func readsEmptyFilesAsEmptyObjectsOrNull(text: String) throws {
      let value = try plain(text)
      #expect(value == [:] || value == nil)
    }

    @Test func followsAliases() throws {
      #expect(
        try plain("a: &x {b: [1]}\nc: *x\nd: [*x, *x]\n") == [
          "a": ["b": [1]], "c": ["b": [1]], "d": [["b": [1]], ["b": [1]]],
        ])
    }

    @Test func resolvesAliasesOfPlainScalars() throws {
      #expect(try plain("a: &x yes\nb: *x\nc: &y 'yes'\nd: *y\n") == ["a": true, "b": true, "c": "yes", "d": "yes"])
    }

    @Test func mergesKeysThatAreNotThere() throws {
      let text =
        "base: &base {a: 1, b: 2}\nmore: &more {b: 3, c: 4}\none: {<<: *base, b: 5}\ntwo: {<<: [*base, *more]}\n"
      let root = try plain(text)
      let expected: PlainValue = [
        "base": ["a": 1, "b": 2], "more": ["b": 3, "c": 4], "one": ["b": 5, "a": 1], "two": ["a": 1, "b": 2, "c": 4],
      ]
      #expect(root == expected)
    }

    @Test func takesAQuotedMergeKeyAsAKey() throws {
      #expect(try plain("{'<<': 1}") == ["<<": 1])
    }
  }
#endif
