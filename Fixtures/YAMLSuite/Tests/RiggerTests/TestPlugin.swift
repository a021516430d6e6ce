import Exhibit
import Foundation

/// The plugin of Rigger's document: name, time and result of each test, beside its artifact path.
final class TestPlugin: Plugin {
  static let name = "test"

  private let ident: String

  init(ident: String, options: NoOptions) {
    self.ident = ident
  }

  func register(in hooks: inout PluginHooks) {
    hooks.on(.startTest) { [self] event in
      try append("\(event[.testName])\n\(Date().timeIntervalSince1970)\n", beside: event[.artifactPath])
    }
    hooks.on(.finishTest) { [self] event in
      try append("\(event[.testResult])\n", beside: event[.artifactPath])
    }
  }

  private func append(_ text: String, beside path: String) throws {
    let file = URL(fileURLWithPath: "\(path)-\(ident).log")
    let old = (try? Data(contentsOf: file)) ?? Data()
    try (old + Data(text.utf8)).write(to: file)
  }
}
