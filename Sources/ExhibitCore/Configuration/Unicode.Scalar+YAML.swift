#if YAML
  extension Unicode.Scalar {
    /// Tells whether YAML begins a new line behind the scalar.
    var endsYAMLLine: Bool {
      switch self {
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
      default: false
      }
    }

    /// Tells whether the scalar is white space or a line end.
    var isYAMLBlank: Bool { self == " " || self == "\t" || endsYAMLLine }

    /// Tells whether an alias or a bracket that follows the scalar can have a meaning.
    ///
    /// The colon counts because a value may follow it at once, as in `{"a":[]}`.
    var endsYAMLToken: Bool { self == "," || self == "[" || self == "{" || self == ":" || isYAMLBlank }

    /// Tells whether YAML allows the scalar outside of escapes.
    var isAllowedInYAML: Bool {
      switch value {
      case 0x9, 0xA, 0xD, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
      default: false
      }
    }
  }
#endif
