import ExhibitRecord
import ExhibitSupport

/// What a configuration says, key by key, with the defaults for what it does not say.
struct RunSettings {
  /// One entry under `plugins`.
  struct PluginEntry {
    let ident: String
    let plugin: String
    let isEnabled: Bool
    /// The entry as it was read, or `nil` for one that comes with Exhibit.
    let node: ConfigurationNode?
    let path: ConfigurationKeyPath
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

  /// Which runs are kept.
  var retention = RetentionPolicy()

  /// How much evidence is kept.
  var limits = LimitSettings()

  /// What is taken out of everything that is written.
  var redaction = RedactionSettings()

  private static let keys = ["artifact_dir", "redact", "setup", "plugins", "retain", "limits"]

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
    let decoder = ConfigurationDecoder(file: file.name)
    for member in members {
      let path = ConfigurationKeyPath.root.appending(key: member.key)
      do {
        switch member.key {
        case "artifact_dir":
          let directory = try decoder.decode(String.self, from: member.node, at: path).value
          guard !directory.isEmpty, !directory.utf8.contains(0) else {
            throw ConfigurationDiagnostic(
              "\(directory.quoted) is not the path of a directory", file: file.name, position: member.node.position,
              path: path)
          }
          artifactDirectory = directory
        case "setup":
          setup = (try decoder.decode(String.self, from: member.node, at: path).value, member.node.position)
        case "redact":
          redaction = RedactionSettings(member.node, path: path, decoder: decoder, diagnostics: &diagnostics)
        case "plugins": readPlugins(member.node, path: path, decoder: decoder, diagnostics: &diagnostics)
        case "retain":
          retention = RetentionPolicy(member.node, path: path, file: file.name, diagnostics: &diagnostics)
        case "limits": limits = LimitSettings(member.node, path: path, file: file.name, diagnostics: &diagnostics)
        default:
          let nearest = NearestSpelling.nearest(to: member.key, among: Self.keys)
          diagnostics.append(
            ConfigurationDiagnostic(
              "unknown key", file: file.name, position: member.keyPosition, path: path,
              suggestion: nearest.map { "did you mean '\($0)'?" } ?? "known are \(Self.keys.joined(separator: ", "))"))
        }
      } catch let diagnostic as ConfigurationDiagnostic {
        diagnostics.append(diagnostic)
      } catch {
        diagnostics.append(
          ConfigurationDiagnostic("\(error)", file: file.name, position: member.keyPosition, path: path))
      }
    }
  }

  private struct EntryHead: Decodable {
    let enabled: Bool?
    let plugin: String?
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
          ident: member.key, plugin: head.plugin ?? member.key, isEnabled: head.enabled ?? false, node: member.node,
          path: path)
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
