import ExhibitSupport

/// An object of the configuration whose keys are read one by one: a mistake in one leaves the others in force.
enum SettingsGroup {
  /// Reads the members.
  ///
  /// - Parameters:
  ///   - node: The object.
  ///   - path: Where it is.
  ///   - file: The file as diagnostics name it.
  ///   - keys: The keys that there are.
  ///   - example: How the object might be written.
  ///   - diagnostics: Gets what is wrong.
  ///   - body: Is given each member that has one of the keys, and its path.
  static func read(
    _ node: ConfigurationNode, path: ConfigurationKeyPath, file: String, keys: [String], example: String,
    diagnostics: inout [ConfigurationDiagnostic],
    _ body: (ConfigurationNode.Member, ConfigurationKeyPath) throws(ConfigurationDiagnostic) -> Void
  ) {
    guard case .object(let members) = node.value else {
      diagnostics.append(
        ConfigurationDiagnostic(
          "expected an object, found \(node.summary)", file: file, position: node.position, path: path,
          suggestion: "write \(example)"))
      return
    }
    for member in members {
      let path = path.appending(key: member.key)
      guard keys.contains(member.key) else {
        let nearest = NearestSpelling.nearest(to: member.key, among: keys)
        diagnostics.append(
          ConfigurationDiagnostic(
            "unknown key", file: file, position: member.keyPosition, path: path,
            suggestion: nearest.map { "did you mean '\($0)'?" } ?? "known are \(keys.joined(separator: ", "))"))
        continue
      }
      do {
        try body(member, path)
      } catch {
        diagnostics.append(error)
      }
    }
  }
}
