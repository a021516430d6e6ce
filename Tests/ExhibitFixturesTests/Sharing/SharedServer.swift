import ExhibitFixtures
import ExhibitHooks
import ExhibitSupport
import Foundation

/// An appliance whose state is a file, as that of a server is outside of all processes that use it.
final class SharedServer: Appliance {
  let id: String
  /// Where its files are.
  let directory: String

  /// A change of the state, heard in all processes of a run.
  static let changed = Signal<Void>("shared_server_changed").runWide()

  init(in directory: String) {
    // Other tests have other appliances, also in this process.
    id = directory
    self.directory = directory
  }

  /// Known in this process only.
  static let state = CachedDetail<SharedServer, String>("state", staleOn: [.signal(changed)]) { try $0.fetch() }

  /// Fetched once in a run.
  static let sharedState = CachedDetail<SharedServer, String?>(
    "shared_state", staleOn: [.signal(changed)], sharing: .run
  ) { try $0.fetch() }

  /// Fetched once for each content of the file.
  static let sharedFile = CachedDetail<SharedServer, String>(
    "shared_file", file: .of { $0.directory + "/state" }, sharing: .run
  ) { try $0.fetch() }

  /// The same, asynchronously, and derived from another.
  static let sharedLength = AsyncCachedDetail<SharedServer, Int>(
    "shared_length", derivedFrom: [sharedState], sharing: .run
  ) { try await $0.get(sharedState)?.count ?? -1 }

  /// Its first fetch kills the process.
  static let deadly = CachedDetail<SharedServer, String>("deadly", staleOn: [.signal(changed)], sharing: .run) {
    if !FileManager.default.fileExists(atPath: $0.directory + "/deaths") {
      try $0.append("x", to: "deaths")
      kill(getpid(), SIGKILL)
    }
    return try $0.fetch()
  }

  /// Changes the state, and says so.
  func change(to state: String) throws {
    try Data(state.utf8).write(to: url("state"), options: .atomic)
    Self.changed.send(from: self)
  }

  /// How often the state was asked for, by all processes.
  var fetchCount: Int { (try? Data(contentsOf: url("fetches")).count) ?? 0 }

  private func fetch() throws -> String {
    try append("x", to: "fetches")
    return String(decoding: (try? Data(contentsOf: url("state"))) ?? Data(), as: UTF8.self)
  }

  private func append(_ text: String, to name: String) throws {
    let descriptor = open(url(name).path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Mishap("\(name) cannot be opened") }
    defer { close(descriptor) }
    _ = text.utf8CString.withUnsafeBytes { write(descriptor, $0.baseAddress, text.utf8.count) }
  }

  private func url(_ name: String) -> URL { URL(fileURLWithPath: directory + "/" + name) }
}
