import ExhibitRecord
import ExhibitSupport

/// What a configuration says, key by key, with the defaults for what it does not say.
struct RunSettings {
  /// One entry under `plugins`.
  struct PluginEntry {
    let ident: String
    var plugin: String
    var isEnabled: Bool
    /// Whether its hooks run on a thread of their own, and nobody waits for them.
    var isInBackground = false
    /// The entry as it was read, or `nil` for one that comes with Exhibit.
    var node: ConfigurationNode?
    var path: ConfigurationKeyPath
    /// The variables that say something else than the file, by keys.
    var variables: [String: String] = Dictionary()  // not `[:]`, see `NameTable`
    /// What the file says where variables say something else.
    var fileNode: ConfigurationNode?
    var filePlugin: String?
  }

  /// Where the runs go, relative to the configuration's folder.
  var artifactDirectory: String?

  /// The class that sets the run up, beside `ExhibitSetup` of each test module.
  var setup: (className: String, position: ConfigurationNode.Position)?

  /// The plugin instances, in order.
  var plugins: [PluginEntry] = [
    PluginEntry(ident: "log", plugin: "log", isEnabled: true, node: nil, path: .root),
    PluginEntry(ident: "output", plugin: "output", isEnabled: true, node: nil, path: .root),
  ]

  /// What variables say about options of plugins.
  var pluginVariables = PluginVariables()

  /// Which runs are kept.
  var retention = RetentionPolicy()

  /// How much evidence is kept.
  var limits = LimitSettings()

  /// What is taken out of everything that is written.
  var redaction = RedactionSettings()

  /// Whether an error of a hook is only reported, and the test goes on.
  var squashesExceptions = true

  /// Whether the hooks of one phase run at the same time.
  var isThreaded = false

  /// Where the directories of tests are.
  var layout = TestLayout.run

  /// Whether a directory that was there may be used for a test.
  var reusesDirectories = true

  static let keys = [
    "artifact_dir", "per_run", "reuse_dir", "squash_exceptions", "threaded", "redact", "setup", "plugins", "retain",
    "limits",
  ]

  /// The defaults.
  init() {}

  /// Reads a configuration; what is wrong in one key leaves the others in force.
  init(file: ConfigurationFile, diagnostics: inout [ConfigurationDiagnostic]) {
    guard case .object(let members) = file.root.value else {
      diagnostics.append(
        ConfigurationDiagnostic(
          "the configuration must be an object, but it is \(file.root.summary)", file: file.name,
          position: file.root.position))
      return
    }
    for member in members { take(member, file: file.name, diagnostics: &diagnostics) }
  }

  /// Takes one key of a configuration.
  mutating func take(
    _ member: ConfigurationNode.Member, file: String, diagnostics: inout [ConfigurationDiagnostic]
  ) {
    let path = ConfigurationKeyPath.root.appending(key: member.key)
    do {
      try take(member, at: path, decoder: ConfigurationDecoder(file: file), diagnostics: &diagnostics)
    } catch let diagnostic as ConfigurationDiagnostic {
      diagnostics.append(diagnostic)
    } catch {
      diagnostics.append(ConfigurationDiagnostic("\(error)", file: file, position: member.keyPosition, path: path))
    }
  }

  private mutating func take(
    _ member: ConfigurationNode.Member, at path: ConfigurationKeyPath, decoder: ConfigurationDecoder,
    diagnostics: inout [ConfigurationDiagnostic]
  ) throws {
    func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try decoder.decode(type, from: member.node, at: path).value
    }
    switch member.key {
    case "artifact_dir":
      let directory = try decoded(String.self)
      guard !directory.isEmpty, !directory.utf8.contains(0) else {
        throw ConfigurationDiagnostic(
          "\(directory.quoted) is not the path of a directory", file: decoder.file, position: member.node.position,
          path: path)
      }
      artifactDirectory = directory
    case "per_run": layout = try TestLayout(member.node, path: path, file: decoder.file)
    case "reuse_dir": reusesDirectories = try decoded(Bool.self)
    case "squash_exceptions": squashesExceptions = try decoded(Bool.self)
    case "threaded": isThreaded = try decoded(Bool.self)
    case "setup": setup = (try decoded(String.self), member.node.position)
    case "redact":
      redaction.take(member.node, path: path, decoder: decoder, diagnostics: &diagnostics)
    case "plugins": readPlugins(member.node, path: path, decoder: decoder, diagnostics: &diagnostics)
    case "retain": retention.take(member.node, path: path, file: decoder.file, diagnostics: &diagnostics)
    case "limits": limits.take(member.node, path: path, file: decoder.file, diagnostics: &diagnostics)
    default:
      if let remark = ForeignKey.remark(on: member.key) {
        throw ConfigurationDiagnostic(
          "this key of Artifactor or Rigger has no effect", severity: .warning, file: decoder.file,
          position: member.keyPosition, path: path, suggestion: remark)
      }
      let nearest = NearestSpelling.nearest(to: member.key, among: Self.keys)
      throw ConfigurationDiagnostic(
        "unknown key", file: decoder.file, position: member.keyPosition, path: path,
        suggestion: nearest.map { "did you mean '\($0)'?" } ?? "known are \(Self.keys.joined(separator: ", "))")
    }
  }

  private struct EntryHead: Decodable {
    let enabled: Bool?
    let plugin: String?
    let background: Bool?
  }

  private mutating func readPlugins(
    _ node: ConfigurationNode, path: ConfigurationKeyPath, decoder: ConfigurationDecoder,
    diagnostics: inout [ConfigurationDiagnostic]
  ) {
    guard case .object(let members) = node.value else {
      diagnostics.append(
        ConfigurationDiagnostic(
          "the plugins must be an object, but this is \(node.summary)", file: decoder.file, position: node.position,
          path: path, suggestion: "write an ident and its options: {\"log\": {\"enabled\": true}}"))
      return
    }
    for member in members {
      let path = path.appending(key: member.key)
      do {
        let head = try decoder.decode(EntryHead.self, from: member.node, at: path).value
        let entry = PluginEntry(
          ident: member.key, plugin: head.plugin ?? member.key, isEnabled: head.enabled ?? false,
          isInBackground: head.background ?? false, node: member.node, path: path)
        plugins.removeAll { $0.ident == member.key }
        plugins.append(entry)
      } catch let diagnostic as ConfigurationDiagnostic {
        diagnostics.append(diagnostic)
      } catch {
        diagnostics.append(
          ConfigurationDiagnostic("\(error)", file: decoder.file, position: member.keyPosition, path: path))
      }
    }
  }
}
