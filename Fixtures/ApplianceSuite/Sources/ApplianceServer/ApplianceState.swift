import Foundation

/// Everything that requests read and change.
actor ApplianceState {
  /// The text of the configuration, as it was sent or written last.
  private(set) var configurationText: String
  private(set) var metrics = ApplianceMetrics()
  private var users = UserDirectory()

  private var configuration: ApplianceConfiguration
  private let configurationFile: URL?

  /// Reads the configuration file, and makes it if there is none.
  ///
  /// - Throws: ``ConfigurationError`` if the file is malformed, or the error of the file system.
  init(configurationFile: URL?) throws {
    self.configurationFile = configurationFile
    if let configurationFile, FileManager.default.fileExists(atPath: configurationFile.path) {
      configurationText = try String(contentsOf: configurationFile, encoding: .utf8)
      configuration = try ApplianceConfiguration(parsing: configurationText)
    } else {
      let initial = ApplianceConfiguration()
      configuration = initial
      configurationText = initial.text
      try configurationFile.map { try Data(initial.text.utf8).write(to: $0) }
    }
  }

  var details: ApplianceDetails {
    ApplianceDetails(
      name: configuration.name,
      zone: configuration.zone,
      region: configuration.region,
      version: "1.4.2",
      requests: metrics.total
    )
  }

  func count(_ request: ApplianceRequest) {
    metrics.count(request)
  }

  /// Replaces the configuration by a new text.
  ///
  /// - Throws: ``ConfigurationError`` if the text is malformed; then nothing changes.
  func replaceConfiguration(by text: String) throws {
    try store(ApplianceConfiguration(parsing: text), as: text)
  }

  /// Changes some values of the configuration and writes its text anew.
  func updateDetails(with fields: RequestFields) throws -> ApplianceDetails {
    var changed = configuration
    try changed.update(with: fields)
    try store(changed, as: changed.text)
    return details
  }

  /// Runs a closure that reads and changes the users.
  func withUsers<R: Sendable>(_ body: @Sendable (inout UserDirectory) throws -> R) rethrows -> R {
    try body(&users)
  }

  private func store(_ new: ApplianceConfiguration, as text: String) throws {
    if let configurationFile {
      try Data(text.utf8).write(to: configurationFile, options: .atomic)
    }
    configuration = new
    configurationText = text
  }
}
