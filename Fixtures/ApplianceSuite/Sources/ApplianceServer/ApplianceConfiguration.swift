/// What an operator can change about the appliance.
struct ApplianceConfiguration: Sendable, Equatable {
  var name = "appliance"
  var zone = "default"
  var region = "none"

  init() {}

  /// Reads the text of a configuration file.
  ///
  /// A key that is absent has its default.
  ///
  /// - Throws: ``ConfigurationError`` with the first line that is wrong.
  init(parsing text: String) throws {
    for entry in try FlatYAML.parse(text) {
      guard !entry.value.isEmpty else {
        throw ConfigurationError(line: entry.line, reason: "`\(entry.key)` must not be empty")
      }
      switch entry.key {
      case "name": name = entry.value
      case "zone": zone = entry.value
      case "region": region = entry.value
      default: throw ConfigurationError(line: entry.line, reason: "unknown key `\(entry.key)`")
      }
    }
  }

  /// The text of a configuration file that reads back as this value.
  var text: String {
    FlatYAML.render([("name", name), ("zone", zone), ("region", region)])
  }

  /// Takes over what a client sent for the details.
  ///
  /// - Throws: ``RequestError`` if a field is unknown, read-only or empty.
  mutating func update(with fields: RequestFields) throws {
    try fields.allow(only: ["name", "zone", "region"], readOnly: ["version", "requests"])
    name = try fields.optional("name") ?? name
    zone = try fields.optional("zone") ?? zone
    region = try fields.optional("region") ?? region
  }
}
