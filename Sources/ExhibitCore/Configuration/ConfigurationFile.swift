/// The configuration file of a package, found and parsed.
package struct ConfigurationFile: Sendable, Hashable {
  /// The names of the files that are looked for.
  package static let defaultNames = ["exhibit.json", "exhibit.yml", "exhibit.yaml"]

  /// How large a configuration file may be, in bytes.
  package static let sizeLimit = 1 << 20

  /// The path the file was read from: as given if that was absolute, otherwise below the directory.
  package let path: String

  /// The file as diagnostics name it: relative to the directory, or as the user gave it.
  package let name: String

  /// The parsed content.
  package let root: ConfigurationNode

  /// The folder the file is in, to which paths in the file are relative.
  package var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Finds and parses the configuration of a package.
  ///
  /// Without an explicit path, `exhibit.json`, `exhibit.yml` or `exhibit.yaml` of the directory is read; more than
  /// one of them is an error, because whichever were taken, somebody would edit the other. A file whose name ends
  /// with `.yml` or `.yaml` is YAML, which needs the package trait `YAML`; every other file is JSON5.
  ///
  /// - Parameters:
  ///   - directory: The root of the package.
  ///   - explicitPath: The file to read instead, relative to the directory: the value of `EXHIBIT_CONFIG`. An empty
  ///     value counts as none.
  /// - Returns: The configuration, or nil if there is no explicit path and no file: that is not an error.
  /// - Throws: A ``ConfigurationDiagnostic`` if a file cannot be read or parsed.
  package static func load(from directory: String, explicitPath: String? = nil) throws -> ConfigurationFile? {
    if let explicitPath, !explicitPath.isEmpty {
      return try read(explicitPath, in: directory)
    }
    let names = defaultNames.filter { RegularFile.exists(at: join(directory, $0)) }
    guard let name = names.first else { return nil }
    guard names.count == 1 else {
      throw ConfigurationDiagnostic(
        "there is also \(names.dropFirst().joined(separator: " and ")), and only one configuration can count",
        file: name,
        suggestion: "keep one of them, or name it in EXHIBIT_CONFIG"
      )
    }
    return try read(name, in: directory)
  }

  /// Reads and parses one file.
  private static func read(_ name: String, in directory: String) throws -> ConfigurationFile {
    let path = join(directory, name)
    let bytes: [UInt8]
    do {
      bytes = try RegularFile.read(path, limit: sizeLimit)
    } catch {
      throw ConfigurationDiagnostic(error.message, file: name, suggestion: error.suggestion)
    }
    let root = try isYAML(name) ? parseYAML(bytes, file: name) : JSON5Parser.parse(bytes, file: name)
    return ConfigurationFile(path: path, name: name, root: root)
  }

  /// Parses YAML if this build can.
  private static func parseYAML(_ bytes: [UInt8], file: String) throws -> ConfigurationNode {
    #if YAML
      return try YAMLReader.parse(bytes, file: file)
    #else
      throw ConfigurationDiagnostic(
        "YAML is read only if the package trait `YAML` is enabled, and it is not",
        file: file,
        suggestion: """
          enable it with .package(url: …, from: …, traits: ["YAML"]), or write the configuration as exhibit.json
          """
      )
    #endif
  }

  /// Tells whether a file's name says that it is YAML.
  private static func isYAML(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix(".yml") || name.hasSuffix(".yaml")
  }

  /// Returns the path of a file that is named relative to a directory.
  private static func join(_ directory: String, _ path: String) -> String {
    if path.hasPrefix("/") || directory.isEmpty { return path }
    return directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
  }
}
