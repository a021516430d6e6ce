/// The way from the root of a configuration to one value, such as `plugins.audit.paths[2]`.
package struct ConfigurationKeyPath: Sendable, Hashable, CustomStringConvertible {
  /// One step of the way.
  package enum Step: Sendable, Hashable {
    /// The value of a key, as the file spells it.
    case key(String)
    /// An element of an array, counted from 0.
    case index(Int)
  }

  /// The path of the whole configuration.
  package static let root = ConfigurationKeyPath([])

  /// The steps, outermost first.
  package var steps: [Step]

  /// Creates a path from its steps, outermost first.
  package init(_ steps: [Step]) {
    self.steps = steps
  }

  /// Returns the path of a key of the object at this path.
  package func appending(key: String) -> ConfigurationKeyPath {
    ConfigurationKeyPath(steps + [.key(key)])
  }

  /// Returns the path of an element of the array at this path.
  package func appending(index: Int) -> ConfigurationKeyPath {
    ConfigurationKeyPath(steps + [.index(index)])
  }

  /// The path as messages show it: keys joined by dots, unusual keys in quotes, indices in brackets.
  package var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .key(let key):
        if !text.isEmpty { text += "." }
        text += Self.isPlain(key) ? key : DiagnosticText.quoted(key)
      case .index(let index):
        text += "[\(index)]"
      }
    }
    return text
  }

  /// Tells whether a key reads unambiguously without quotes.
  private static func isPlain(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.count <= DiagnosticText.valueLimit
      && key.unicodeScalars.allSatisfy { scalar in
        scalar == "_" || scalar == "-" || scalar == "$" || scalar.properties.isAlphabetic
          || scalar.properties.numericType != nil
      }
  }
}
