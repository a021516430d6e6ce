import Exhibit
import Foundation

/// A till of the shop; what it says about itself takes a while.
final class Till: Appliance {
  let id: String
  private let file: URL

  static let details = CachedDetail<Till, Details>("details", staleOn: [.serverDetailsChanged]) {
    try $0.fetchDetails()
  }
  static let greeting = CachedDetail<Till, String>("greeting", derivedFrom: [details]) {
    "Welcome to \(try $0.get(details).name)"
  }

  struct Details: Sendable {
    let name: String
  }

  init(id: String, file: URL) {
    self.id = id
    self.file = file
  }

  func rename(_ name: String) throws {
    try Data(name.utf8).write(to: file)
    Signals.serverDetailsChanged.send(from: self)
  }

  private func fetchDetails() throws -> Details {
    Details(name: try String(contentsOf: file, encoding: .utf8))
  }
}
