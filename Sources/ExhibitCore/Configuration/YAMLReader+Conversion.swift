#if YAML
  import Yams

  extension YAMLReader {
    /// Converts a node of Yams and everything in it.
    mutating func convert(_ node: Node) throws -> ConfigurationNode {
      let position = position(of: node.mark)
      nodeCount += 1
      guard nodeCount <= Self.nodeLimit else {
        throw source.failure(
          "more than \(Self.nodeLimit) values when aliases are followed", at: position, path: path)
      }
      switch node {
      case .scalar(let scalar):
        return ConfigurationNode(try value(of: scalar, at: position), at: position)
      case .sequence(let sequence):
        try check(sequence.tag, against: .seq, at: position)
        var elements: [ConfigurationNode] = []
        for element in sequence {
          path.steps.append(.index(elements.count))
          elements.append(try convert(element))
          path.steps.removeLast()
        }
        return ConfigurationNode(.array(elements), at: position)
      case .mapping(let mapping):
        try check(mapping.tag, against: .map, at: position)
        return ConfigurationNode(.object(try members(of: mapping)), at: position)
      case .alias:
        // Reading replaces aliases by what they stand for; only encoding makes such nodes.
        throw source.failure("the alias stands for nothing", at: position, path: path)
      }
    }

    /// Converts the keys and values of a mapping; what is merged in comes last and never replaces a key.
    private mutating func members(of mapping: Node.Mapping) throws -> [ConfigurationNode.Member] {
      var members: [ConfigurationNode.Member] = []
      var merged: [ConfigurationNode.Member] = []
      var positions: [String: ConfigurationNode.Position] = [:]
      for (keyNode, valueNode) in mapping {
        let position = position(of: keyNode.mark)
        guard case .scalar(let scalar) = keyNode else {
          throw source.failure("a key must be text", at: position, path: path)
        }
        let key = scalar.string
        path.steps.append(.key(key))
        defer { path.steps.removeLast() }
        let node = try convert(valueNode)
        if key == "<<", scalar.style == .plain {
          merged += try self.merged(node)
          continue
        }
        if let first = positions.updateValue(position, forKey: key) {
          throw ConfigurationDiagnostic.duplicateKey(first: first, second: position, path: path, file: source.file)
        }
        members.append(ConfigurationNode.Member(key: key, keyPosition: position, node: node))
      }
      for member in merged where positions.updateValue(member.keyPosition, forKey: member.key) == nil {
        members.append(member)
      }
      return members
    }

    /// Returns the members that a merge key brings in.
    private func merged(_ node: ConfigurationNode) throws -> [ConfigurationNode.Member] {
      var sources = [node]
      if case .array(let elements) = node.value { sources = elements }
      return try sources.flatMap { source in
        guard case .object(let members) = source.value else {
          throw self.source.failure(
            "'<<' needs a mapping or a sequence of mappings, found \(source.summary)", at: source.position, path: path)
        }
        return members
      }
    }

    /// Converts a scalar by its tag, and by its text if it is plain and has no tag.
    private func value(
      of scalar: Node.Scalar,
      at position: ConfigurationNode.Position
    ) throws -> ConfigurationNode.Value {
      let name = Tag.Name(rawValue: scalar.tag.rawValue)
      let value = YAMLScalar.value(of: scalar.string)
      switch (name, value) {
      case (.implicit, _): return scalar.style == .plain ? value : .string(scalar.string)
      case (.str, _), (.nonSpecific, _): return .string(scalar.string)
      case (.null, .null), (.bool, .bool), (.int, .integer), (.float, .double): return value
      case (.float, .integer(let integer)): return .double(Double(integer))
      case (.null, _), (.bool, _), (.int, _), (.float, _):
        let text = DiagnosticText.quoted(scalar.string)
        throw source.failure("\(text) does not fit its tag", at: position, path: path)
      default: throw unknown(scalar.tag, at: position)
      }
    }

    /// Makes sure that a collection has no tag that would change its meaning.
    private func check(_ tag: Tag, against name: Tag.Name, at position: ConfigurationNode.Position) throws {
      let names = [Tag.Name.implicit.rawValue, Tag.Name.nonSpecific.rawValue, name.rawValue]
      guard names.contains(tag.rawValue) else { throw unknown(tag, at: position) }
    }

    /// Returns the error for a tag that a configuration cannot have.
    private func unknown(_ tag: Tag, at position: ConfigurationNode.Position) -> ConfigurationDiagnostic {
      source.failure(
        "unknown tag \(DiagnosticText.quoted(tag.rawValue))", at: position, path: path, suggestion: "remove it")
    }
  }
#endif
