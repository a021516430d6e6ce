#if YAML
  import Yams

  /// Reads YAML into the same tree, with the same positions and the same kind of errors as JSON5.
  ///
  /// Plain scalars follow YAML 1.1 as Rigger's files do: `yes`, `True` and `off` are truth values, `0x10`, `0b1`,
  /// `017` and `1_000` integers. `1:30`, which YAML 1.1 takes for a number to the base of 60, and dates stay text.
  /// Anchors, aliases and merge keys (`<<`) work. Keys are always text; tags other than those of scalars are errors.
  package struct YAMLReader {
    /// How many values a document may have when its aliases are followed; a few lines can stand for billions.
    package static let nodeLimit = 100_000

    /// How deep sequences and mappings may nest.
    ///
    /// It is lower than that of JSON5, because Yams needs some kilobytes of stack for each level.
    package static let depthLimit = 64

    /// The text of the document.
    let source: SourceText

    /// Where each line of the document begins that Yams counts.
    let lineStarts: [ConfigurationNode.Position]

    /// How many values were converted.
    var nodeCount = 0

    /// The way to the value being converted, for messages.
    var path = ConfigurationKeyPath.root

    /// Reads a whole document.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file, in UTF-8 with or without a byte order mark.
    ///   - file: The file as diagnostics name it.
    /// - Returns: The root of the tree; an empty object if the file holds nothing, or nothing but comments.
    /// - Throws: A ``ConfigurationDiagnostic`` for the first mistake.
    package static func parse(_ bytes: some Collection<UInt8>, file: String) throws -> ConfigurationNode {
      let source = try SourceText(bytes, file: file)
      var scout = YAMLGuard(source)
      try scout.check()
      var reader = YAMLReader(source: source, lineStarts: scout.lineStarts)
      guard let root = try reader.compose() else { return ConfigurationNode(.object([]), at: .start) }
      return try reader.convert(root)
    }

    /// Lets Yams read the document.
    ///
    /// Its resolver stays unused: it would run seven regular expressions over every key.
    private func compose() throws -> Node? {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: source.scalars)
      do {
        // The encoding is given because Yams would otherwise take it from the environment and print that.
        return try Parser(yaml: String(text), resolver: .basic, encoding: .utf8).singleRoot()
      } catch let error as YamlError {
        throw diagnostic(for: error)
      }
    }

    /// Turns an error of Yams into one with the position in its own fields.
    private func diagnostic(for error: YamlError) -> ConfigurationDiagnostic {
      switch error {
      case .scanner(let context, let problem, let mark, _),
        .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        if problem.contains("found another document") {
          return source.failure("the file holds more than one document", at: position(of: mark))
        }
        let text = context.map { "\(problem) \($0.text) of line \($0.mark.line)" } ?? problem
        let usesTab = problem.contains("cannot start any token") && scalar(at: mark) == "\t"
        return source.failure(
          text, at: position(of: mark), suggestion: usesTab ? "indent with spaces, not with tabs" : nil)
      case .duplicatedKeysInMapping(let keys, let context):
        return duplicate(keys.first ?? "", first: position(of: context.mark))
      default:
        return source.failure(error.description, at: .start)
      }
    }

    /// Returns the error for a key that a mapping has twice.
    ///
    /// Yams tells only the first place. In a block mapping the second one is the next line on which
    /// the key begins in the same column.
    private func duplicate(_ key: String, first: ConfigurationNode.Position) -> ConfigurationDiagnostic {
      let name = DiagnosticText.quoted(key)
      guard let second = repetition(of: key, behind: first) else {
        return source.failure(
          "duplicate key \(name), first on line \(first.line)", at: first, suggestion: "remove one of them")
      }
      return source.failure(
        "duplicate key \(name) on lines \(first.line) and \(second.line)", at: second,
        suggestion: "remove one of them")
    }

    /// Finds a line behind a position on which a key begins in the position's column.
    private func repetition(of key: String, behind first: ConfigurationNode.Position) -> ConfigurationNode.Position? {
      let lines = source.scalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
      for (index, line) in lines.enumerated().dropFirst(first.line) {
        let indentation = line.prefix { $0 == " " }.count
        guard indentation + 1 == first.column else { continue }
        let rest = String(String.UnicodeScalarView(line.dropFirst(indentation)))
        if ["\(key):", "'\(key)':", "\"\(key)\":"].contains(where: rest.hasPrefix) {
          return ConfigurationNode.Position(line: index + 1, column: first.column)
        }
      }
      return nil
    }

    /// Returns the scalar at a place in the document, or nil behind its end.
    private func scalar(at mark: Mark) -> Unicode.Scalar? {
      var source = source
      while source.current != nil, source.position < position(of: mark) { source.advance() }
      return source.current
    }

    /// Converts a place in the document.
    ///
    /// Yams counts more characters as line ends than editors do; within one of its lines, columns agree.
    func position(of mark: Mark?) -> ConfigurationNode.Position {
      guard let mark, lineStarts.indices.contains(mark.line - 1) else { return lineStarts.last ?? .start }
      var position = lineStarts[mark.line - 1]
      position.column += mark.column - 1
      return position
    }
  }
#endif
