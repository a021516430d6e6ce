package import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Adds secrets from its options to those that are kept out of everything that is written.
package final class RedactPlugin: Plugin {
  package static let name = "redact"

  package struct Options: PluginOptions {
    /// Values, for what is no secret in itself, such as a host's name.
    package var words: [String] = []
    /// Variables whose values are secrets.
    package var wordsFrom: [String] = []
    /// Files of which each line that is not empty is a secret; a relative path is taken from the package's root.
    package var wordsFromFiles: [String] = []
    /// Regular expressions of what is replaced in each line of text.
    package var patterns: [String] = []

    package init() {}
  }

  private let options: Options

  package init(ident: String, options: Options) {
    self.options = options
  }

  package func register(in hooks: inout PluginHooks) {
    hooks.on(.redact) { [options] _, update in
      var words = options.words
      for variable in options.wordsFrom {
        if let value = EnvironmentVariables.process[variable] { words.append(value) }
      }
      // Read each time: what a server writes there may come with the tests.
      let root = RunSession.current?.sourceRoot ?? "."
      for name in options.wordsFromFiles {
        let path = name.hasPrefix("/") ? name : root + "/" + name
        guard FileSystem.kind(of: path, followingLinks: true) == .file else { continue }
        words += FileSystem.text(of: path)?.split(whereSeparator: \.isNewline).map(String.init) ?? []
      }
      update[.words] = words
      update[.patterns] = options.patterns
    }
  }
}
