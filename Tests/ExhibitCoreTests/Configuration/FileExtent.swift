import ExhibitCore

/// The lines of a file, counted independently of the readers, to check that positions exist.
struct FileExtent {
  /// The number of scalars of each line, a line end included.
  private var lengths = [0]

  init(_ bytes: [UInt8]) {
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      lengths[lengths.count - 1] += 1
      let isFirstOfPair = scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      if scalar == "\n" || (scalar == "\r" && !isFirstOfPair) { lengths.append(0) }
    }
  }

  /// Tells whether a position is in the file or at its end.
  func contains(_ position: ConfigurationNode.Position) -> Bool {
    guard lengths.indices.contains(position.line - 1), position.column >= 1 else { return false }
    return position.column <= lengths[position.line - 1] + 1
  }

  /// Tells whether a diagnostic has a position in the file.
  func contains(_ diagnostic: ConfigurationDiagnostic) -> Bool {
    guard let line = diagnostic.line, let column = diagnostic.column else { return false }
    return contains(ConfigurationNode.Position(line: line, column: column))
  }

  /// Tells whether all positions of a tree are in the file.
  func contains(_ node: ConfigurationNode) -> Bool {
    contains(node.position)
      && node.elements.allSatisfy { contains($0) }
      && node.members.allSatisfy { contains($0.keyPosition) && contains($0.node) }
  }
}
