import ExhibitCore
public import Foundation

/// The folder of one server: what it reads and what it writes.
public struct ApplianceFolder: Sendable {
  /// Where the folder is.
  public let url: URL

  /// The configuration in YAML.
  public var configurationFile: URL { url.appendingPathComponent("appliance.yaml") }
  /// The log of the server.
  public var logFile: URL { url.appendingPathComponent("appliance.log") }
  /// What the server wrote to its standard error.
  public var errorFile: URL { url.appendingPathComponent("appliance.stderr") }

  /// Takes a folder that exists.
  public init(_ url: URL) {
    self.url = url
  }

  /// Makes a temporary folder, which its maker has to remove.
  public static func makeTemporary() throws -> ApplianceFolder {
    let name = "appliance-\(UUID().uuidString)"
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return ApplianceFolder(url)
  }

  /// Saves what a server left that did not start, as evidence of the test that is running.
  public func saveAsEvidence() {
    for file in [logFile, errorFile] where FileManager.default.fileExists(atPath: file.path) {
      TestEvidence.current.save(file: file, as: "\(file.lastPathComponent) of a server that did not start")
    }
  }

  /// Removes the folder and everything in it.
  public func remove() {
    try? FileManager.default.removeItem(at: url)
  }
}
