/// Somebody who may use the appliance.
struct User: Encodable, Sendable {
  let id: Int
  var name: String
  var role: String
}
