#if YAML
  /// Rejects the few documents that Yams must not see: those which nest too deep, and some with aliases.
  ///
  /// Yams hashes every key to find duplicates. A key that is an alias of a collection is hashed with everything
  /// behind it, so that a few lines of aliases inside aliases keep it busy for ever. Configuration keys are text
  /// anyway: a document with many aliases and a collection for a key is refused before it is read.
  struct YAMLGuard {
    /// How many aliases are harmless: even if each stands for several others, that is some hundred values.
    private static let aliasLimit = 12

    /// Where each line begins by YAML's rules, which know five kinds of line ends.
    private(set) var lineStarts = [ConfigurationNode.Position.start]

    /// The text of the document.
    private var source: SourceText

    /// How many aliases were seen.
    private var aliasCount = 0

    /// Where the first key was seen that looks as if it were not text.
    private var complexKey: ConfigurationNode.Position?

    /// How deep the document nests at the current scalar.
    private var depth = YAMLDepth()

    /// The last scalar, which tells whether a token can begin.
    private var previous: Unicode.Scalar = "\n"

    /// Creates a guard for a document.
    init(_ source: SourceText) {
      self.source = source
    }

    /// Looks at the whole document.
    ///
    /// The look is cheap and knows nothing of quotes and comments, so it may count too much.
    ///
    /// - Throws: A ``ConfigurationDiagnostic`` for a control character, for nesting, or for aliases in keys.
    mutating func check() throws {
      while let scalar = source.current {
        guard scalar.isAllowedInYAML else {
          throw source.failure(
            "the character \(DiagnosticText.quoted(String(scalar))) is not allowed in YAML",
            suggestion: "write it as an escape in double quotes")
        }
        look(at: scalar)
        try checkDepth(at: scalar)
        previous = scalar
        source.advance()
        if scalar.endsYAMLLine, scalar != "\r" || source.current != "\n" { lineStarts.append(source.position) }
      }
      if aliasCount > Self.aliasLimit, let complexKey {
        throw source.failure("an alias or a collection cannot be a key", at: complexKey)
      }
    }

    /// Follows the nesting.
    private mutating func checkDepth(at scalar: Unicode.Scalar) throws {
      guard !scalar.endsYAMLLine else { return depth.takeLineEnd() }
      depth.take(scalar, after: previous, before: source.following ?? "\n", column: source.position.column)
      guard depth.current <= YAMLReader.depthLimit else {
        throw source.failure("more than \(YAMLReader.depthLimit) sequences and mappings inside each other")
      }
    }

    /// Notes aliases and keys that are not text.
    private mutating func look(at scalar: Unicode.Scalar) {
      switch scalar {
      case "*" where previous.endsYAMLToken:
        aliasCount += 1
        var rest = source
        while let letter = rest.current, !letter.endsYAMLToken, letter != "]", letter != "}" { rest.advance() }
        noteKey(before: rest)
      case "]", "}":
        var rest = source
        rest.advance()
        noteKey(before: rest)
      case "?" where previous.endsYAMLToken:
        if source.following?.isYAMLBlank ?? true { noteKey() }
      default:
        break
      }
    }

    /// Notes a key if a colon follows, however far away on the line.
    private mutating func noteKey(before rest: SourceText) {
      guard complexKey == nil else { return }
      var rest = rest
      while rest.current == " " || rest.current == "\t" { rest.advance() }
      if rest.current == ":" { noteKey() }
    }

    /// Notes that the current token looks like a key which is not text.
    private mutating func noteKey() {
      if complexKey == nil { complexKey = source.position }
    }
  }
#endif
