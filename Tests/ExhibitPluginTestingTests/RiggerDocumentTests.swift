import ExhibitCore
import ExhibitHooks
import ExhibitPluginTesting
import Foundation
import Testing

/// Rigger's document: its plugin, its configuration, its eight steps.
@Suite struct RiggerDocumentTests {
  /// The plugin of the document: writes the name of each test and when it ran, and then its result.
  private final class TestPlugin: Plugin {
    static let name = "test"

    private let ident: String

    init(ident: String, options: NoOptions) {
      self.ident = ident
    }

    func register(in hooks: inout PluginHooks) {
      hooks.on("start_test") { [self] event in
        try append("\(event[.testName])\n\(Date().timeIntervalSince1970)\n", beside: event[.artifactPath])
      }
      hooks.on("finish_test") { [self] event in
        try append("\(event[.testResult])\n", beside: event[.artifactPath])
      }
    }

    /// Appends, where the document opens the file again and so loses what was in it.
    private func append(_ text: String, beside path: String) throws {
      let file = URL(fileURLWithPath: "\(path)-\(ident).log")
      let old = (try? Data(contentsOf: file)) ?? Data()
      try (old + Data(text.utf8)).write(to: file)
    }
  }

  /// The configuration of the document as it stands there, and in the form that needs no trait.
  private static let configurations: [(fileName: String, text: String)] = {
    var all = [
      ("exhibit.json", "{squash_exceptions: true, threaded: true, plugins: {test: {enabled: true, plugin: \"test\"}}}")
    ]
    #if YAML
      all.append(
        (
          "exhibit.yml",
          """
          squash_exceptions: True
          threaded: True
          plugins:
              test:
                  enabled: True
                  plugin: test
          """
        ))
    #endif
    return all
  }()

  @Test("1.3.1, 1.3.7, 1.3.9, F9: the document, step by step", arguments: configurations)
  func theDocument(fileName: String, configuration: String) throws {
    let steps = Journal()
    // The log, which runs beside what a configuration names, has no test to write about here.
    let rig = try PluginRig(
      TestPlugin.self, configuration: configuration, fileName: fileName,
      variables: ["EXHIBIT_PLUGINS_LOG_ENABLED": "0"]
    ) { hooks in
      for event: EventName in ["start_test", "finish_test"] {
        hooks.before(event, named: "artifact_path") { event, update in
          // 2. The callback before gets the two arguments …
          steps.add("2: " + event.locals.names.joined(separator: ", "))
          // 3. … and updates the local namespace with the path, which is a place in the rig's directory here.
          let directory = try event[.root]
          update[.artifactPath] = try "\(directory)/\(event[.testLocation])/\(event[.testName])"
        }
        hooks.after(event, named: "seen") { event, _ in
          // 7. The callback after gets all three; 8. it ends.
          steps.add("7: " + event.locals.names.joined(separator: ", "))
        }
      }
    }
    #expect(rig.messages == [])
    let root = rig.directory.path
    rig.engine.setGlobal(.root, to: root)
    try FileManager.default.createDirectory(atPath: root + "/var/test", withIntermediateDirectories: true)

    // 1. The local namespace has what the event is fired with.
    let start = rig.fire("start_test", ["test_name": "my_test", "test_location": "var/test"])
    #expect(steps.lines == ["2: test_name, test_location", "7: test_name, test_location, artifact_path"])
    // 4. The local namespace has the path.
    #expect(start.locals[.artifactPath] == root + "/var/test/my_test")
    // 5. The hook of the plugin `test` was called, between the two; 6. it has updated nothing.
    #expect(start.outcomes.map(\.hook) == ["artifact_path", "test", "seen", "rig"])
    #expect(start.failures.isEmpty)
    #expect(start.locals.names == ["test_name", "test_location", "artifact_path"])

    // The end of the test: the location is given again, and the result.
    let end = rig.fire(
      "finish_test", ["test_name": "my_test", "test_location": "var/test", "test_result": TestOutcome.failed])
    #expect(end.failures.isEmpty)
    let lines = try String(contentsOfFile: root + "/var/test/my_test-test.log", encoding: .utf8).split(separator: "\n")
    // F9: name and time are still there when the result is.
    #expect(lines.count == 3 && lines.first == "my_test" && lines.last == "failed")
    #expect(Double(lines[1]).map { abs($0 - Date().timeIntervalSince1970) < 60 } == true)
    // Globals persist, locals have ended with their events.
    #expect(rig.engine.globals.names == ["root"])
  }
}

extension ValueKey where Value == String {
  fileprivate static var root: Self { Self("root") }
}
