/// What the appliance tells about itself.
struct ApplianceDetails: Encodable, Sendable {
  let name: String
  let zone: String
  let region: String
  let version: String
  /// How many requests have arrived, the one that is answered included.
  let requests: Int
}
