extension JSON5Parser {
  /// An array or an object whose closing bracket was not read yet.
  struct OpenContainer {
    /// Where its opening bracket stands.
    let start: ConfigurationNode.Position
    /// Whether it is an object.
    let isObject: Bool
    /// The elements read so far, if it is an array.
    var elements: [ConfigurationNode] = []
    /// The members read so far, if it is an object.
    var members: [ConfigurationNode.Member] = []
    /// Where each key stands, the one whose value comes next included.
    var positions: [String: ConfigurationNode.Position] = [:]

    /// The bracket that closes it.
    var closing: Unicode.Scalar { isObject ? "}" : "]" }

    /// The finished value.
    var node: ConfigurationNode {
      ConfigurationNode(isObject ? .object(members) : .array(elements), at: start)
    }
  }

  /// Reads the value that begins at the current scalar with everything in it.
  mutating func parseTree() throws -> ConfigurationNode {
    var finished = try parseScalarOrOpening()
    while true {
      if let node = finished {
        guard let closing = containers.last?.closing else { return node }
        append(node)
        try parseSeparator(or: closing)
      }
      finished = try parseNext()
    }
  }

  /// Moves behind an opening bracket.
  mutating func openContainer(isObject: Bool) throws {
    guard containers.count < Self.depthLimit else {
      throw source.failure("more than \(Self.depthLimit) arrays and objects inside each other")
    }
    containers.append(OpenContainer(start: source.position, isObject: isObject))
    source.advance()
  }

  /// Reads what comes next in the innermost container: its end, an element, or a key with its value.
  ///
  /// - Returns: A finished value, or nil if another container was opened.
  private mutating func parseNext() throws -> ConfigurationNode? {
    try skipBlanks()
    // No copy of the container may live while it grows: growing would copy everything in it.
    guard let closing = containers.last?.closing, source.current != nil else { throw unclosed() }
    if source.skip(closing) { return containers.removeLast().node }
    if closing == "}" {
      try parseKeyAndColon()
    } else {
      path.steps.append(.index(containers[containers.count - 1].elements.count))
    }
    return try parseScalarOrOpening()
  }

  /// Moves to the value behind a key, and notes the key.
  private mutating func parseKeyAndColon() throws {
    let position = source.position
    let key = try parseKey()
    path.steps.append(.key(key))
    if let first = containers[containers.count - 1].positions.updateValue(position, forKey: key) {
      throw ConfigurationDiagnostic.duplicateKey(first: first, second: position, path: path, file: source.file)
    }
    try skipBlanks()
    guard source.skip(":") else {
      throw source.failure(
        "unexpected \(found); expected ':' behind the key", suggestion: source.current.flatMap(hint(for:)))
    }
    try skipBlanks()
  }

  /// Adds a value to the innermost container, under the key or index that the path ends with.
  private mutating func append(_ node: ConfigurationNode) {
    let last = containers.count - 1
    if case .key(let key) = path.steps.popLast() {
      let position = containers[last].positions[key] ?? node.position
      containers[last].members.append(ConfigurationNode.Member(key: key, keyPosition: position, node: node))
    } else {
      containers[last].elements.append(node)
    }
  }

  /// Moves behind the comma after an element; stays in front of a closing bracket.
  private mutating func parseSeparator(or closing: Unicode.Scalar) throws {
    try skipBlanks()
    guard !source.skip(","), source.current != closing else { return }
    guard source.current != nil else { throw unclosed() }
    throw source.failure("unexpected \(found); expected ',' or '\(closing)'")
  }

  /// Returns the error for the innermost container, which the end of the file interrupts.
  private func unclosed() -> ConfigurationDiagnostic {
    guard let container = containers.last else { return source.failure("unexpected end of file") }
    let kind = container.isObject ? "object" : "array"
    return source.failure(
      "unexpected end of file; the \(kind) of line \(container.start.line) is not closed",
      suggestion: "close it with '\(container.closing)'"
    )
  }
}
