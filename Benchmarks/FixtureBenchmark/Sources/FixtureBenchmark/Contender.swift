import ExhibitFixtures
import Foundation

/// A way to know something about a server.
struct Contender: Sendable {
  let name: String
  /// Whether the target is for it.
  var hasTarget = true
  /// Reads it so many times.
  let read: @Sendable (Int) -> Void

  static func all(_ server: Server, _ other: Server) throws -> [Contender] {
    _ = (try server.get(Server.details), try other.get(Server.details), try server.get(Server.zone))
    _ = (try server.get(Server.lease), try server.get(Server.yaml))
    return [
      Contender(name: "property under a lock") { count in
        for _ in 0..<count { keep(server.locked) }
      },
      Contender(name: "detail") { count in
        for _ in 0..<count { if let value = try? server.get(Server.details) { keep(value) } }
      },
      Contender(name: "detail, two servers") { count in
        for turn in 0..<count {
          if let value = try? (turn & 1 == 0 ? server : other).get(Server.details) { keep(value) }
        }
      },
      Contender(name: "derived detail") { count in
        for _ in 0..<count { if let value = try? server.get(Server.zone) { keep(value) } }
      },
      Contender(name: "time to live") { count in
        for _ in 0..<count { if let value = try? server.get(Server.lease) { keep(value) } }
      },
      // Each read has to ask the system about the file, which alone takes so long.
      Contender(name: "file", hasTarget: false) { count in
        for _ in 0..<count { if let value = try? server.get(Server.yaml) { keep(value) } }
      },
      Contender(name: "a bare stat", hasTarget: false) { count in
        for _ in 0..<count {
          var status = stat()
          keep(stat(Server.file, &status))
        }
      },
    ]
  }
}

/// Keeps the optimiser from leaving out what nobody uses.
@inline(never) @_optimize(none)
func keep<Value>(_ value: Value) {}
