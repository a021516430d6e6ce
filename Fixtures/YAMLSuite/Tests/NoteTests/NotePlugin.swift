import Exhibit

/// Leaves a note for each test; nothing but `exhibit.yml` names it.
final class NotePlugin: Plugin {
  struct Options: PluginOptions {
    var text = ""
  }

  static let name = "note of the package"

  private let ident: String
  private let text: String

  init(ident: String, options: Options) {
    self.ident = ident
    text = options.text
  }

  func register(in hooks: inout PluginHooks) {
    hooks.on(.finishTest) { [ident, text] event in
      TestEvidence.current.save("\(ident): \(try event[.testName]) \(try event[.testResult]) \(text)\n", as: "note")
    }
  }
}
