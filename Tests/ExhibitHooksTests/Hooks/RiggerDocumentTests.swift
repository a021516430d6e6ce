import ExhibitHooks
import ExhibitSupport
import Testing

/// The document of Rigger, step by step: its plugin writes a test's name and result, a callback before it finds the path.
@Suite struct RiggerDocumentTests {
  /// What the plugin of the document would write into a file.
  private final class Files: Sendable {
    private let texts = Locked<[String: String]>([:])
    func append(_ line: String, to path: String) { texts.withLock { $0[path, default: ""] += line + "\n" } }
    subscript(path: String) -> String? { texts.withLock { $0[path] } }
  }

  private struct TestPlugin: Plugin {
    static let name = "test"
    let ident: String
    let files: Files
    init(ident: String, options: NoOptions) { (self.ident, files) = (ident, Files()) }
    init(ident: String, files: Files) { (self.ident, self.files) = (ident, files) }
    func register(in hooks: inout PluginHooks) {
      hooks.on("start_test") { event in
        files.append(try event[.name], to: "\(try event[.path])-\(ident).log")
      }
      hooks.on("finish_test") { event in
        files.append(try event[.result], to: "\(try event[.path])-\(ident).log")
      }
    }
  }

  @Test("the eight steps: values, callback before, plugin, callback after")
  func eightSteps() {
    let engine = HookEngine()
    let journal = Journal()
    let files = Files()
    // 1 is what the event is fired with; 2 and 3: the callback gets both values and adds one.
    engine.before("start_test", named: "artifact_path") { event, update in
      journal.add("pre:\(event.locals.names.joined(separator: ","))")
      update[.path] = try "\(event[.location])/\(event[.name])"
    }
    // 5 and 6.
    engine.add(TestPlugin(ident: "test", files: files), ident: "test")
    // 4, 7 and 8: all see the value that was added.
    engine.after("start_test", named: "seen") { event, _ in
      journal.add("post:\(event.locals.names.joined(separator: ","))")
    }
    let result = engine.fire("start_test", ["test_name": "my_test", "test_location": "var/test"])
    #expect(journal.picture == "pre:test_name,test_location post:test_name,test_location,artifact_path")
    #expect(result.locals[.path] == "var/test/my_test")
    #expect(result.outcomes.map(\.hook) == ["artifact_path", "test", "seen"])
    #expect(result.failures.isEmpty && engine.globals.isEmpty)
    #expect(files["var/test/my_test-test.log"] == "my_test\n")
  }

  @Test("F9: the name is still there when the result is")
  func resultDoesNotReplaceTheName() {
    let engine = HookEngine()
    let files = Files()
    engine.add(TestPlugin(ident: "test", files: files), ident: "test")
    for event in ["start_test", "finish_test"] as [EventName] {
      engine.before(event, named: "artifact_path") { event, update in update[.path] = "var/\(try event[.name])" }
    }
    engine.fire("start_test", ["test_name": "my_test"])
    engine.fire("finish_test", ["test_name": "my_test", "test_result": "FAILED"])
    #expect(files["var/my_test-test.log"] == "my_test\nFAILED\n")
  }
}

extension ValueKey where Value == String {
  fileprivate static var name: Self { Self("test_name") }
  fileprivate static var location: Self { Self("test_location") }
  fileprivate static var path: Self { Self("artifact_path") }
  fileprivate static var result: Self { Self("test_result") }
}
