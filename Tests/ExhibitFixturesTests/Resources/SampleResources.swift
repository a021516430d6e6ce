import ExhibitFixtures
import ExhibitHooks

/// The resource of the original document.
struct User: Resource, Equatable {
  static let collection = "user"
  let id: Int
  let name: String
  var age: Int?
}

/// What a user has, below the user.
struct Token: Resource, Equatable {
  static let collection = "tokens"
  static let keyField = "label"
  let label: String

  var id: String { label }
}

/// Its id reads the key of the appliance, and describes itself in another way.
struct Parcel: Resource, Equatable {
  struct Number: Hashable, Decodable, Sendable, CustomStringConvertible {
    let description: String

    init(from decoder: any Decoder) throws {
      description = try decoder.singleValueContainer().decode(String.self).uppercased()
    }
  }

  static let collection = "parcels"
  let id: Number
  let name: String
}

/// Names that signals and their handlers have in the order of events.
extension ResourceSignals {
  /// Notes every signal as `name path` or `name result`.
  func noteAll(in journal: Journal) throws {
    for operation in [getInstance, createInstance, updateInstance, deleteInstance] {
      try operation.will.connect { _, will in journal.note("\(operation.will.signal.name) \(will.arguments)") }
      try operation.did.connect { did in
        journal.note("\(operation.did.name) \(did.arguments) \((did.output as? User)?.name ?? "\(did.output.id)")")
      }
    }
    try getList.will.connect { [getList] _, will in journal.note("\(getList.will.signal.name) \(will.arguments)") }
    try getList.did.connect { [getList] did in
      journal.note("\(getList.did.name) \(did.arguments) \(did.output.count)")
    }
  }
}
