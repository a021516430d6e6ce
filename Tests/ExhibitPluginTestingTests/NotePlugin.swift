import ExhibitCore
import ExhibitHooks

/// A plugin as it should be: leaves a note for each test.
final class NotePlugin: Plugin {
  struct Options: PluginOptions {
    var text = "a note"
    var level = 1
  }

  struct Refusal: Error {}

  static let name = "note"

  private let options: Options

  init(ident: String, options: Options) throws {
    if options.level < 0 { throw Refusal() }
    self.options = options
  }

  func register(in hooks: inout PluginHooks) {
    hooks.on(.finishTest) { [options] event in
      TestEvidence.current.save("\(try event[.testName]): \(options.text)", as: "note")
    }
    hooks.on("deploy") { [options] event in
      TestEvidence.current.log("deployed \(event[ifPresent: ValueKey<String>("version")] ?? "?") \(options.level)")
    }
  }
}
