/// What a path stands for.
enum ApplianceResource: Sendable, Equatable {
  case details
  case configuration
  case metrics
  case slow
  case users
  case user(Int)
  case tokens(user: Int)

  /// `nil` if there is nothing at the path.
  init?(path: String) {
    let parts = path.split(separator: "/")
    switch (parts.first, parts.count) {
    case ("details", 1): self = .details
    case ("config", 1): self = .configuration
    case ("metrics", 1): self = .metrics
    case ("slow", 1): self = .slow
    case ("users", 1): self = .users
    case ("users", 2...3):
      guard let id = Int(parts[1]), parts.count == 2 || parts[2] == "tokens" else { return nil }
      self = parts.count == 2 ? .user(id) : .tokens(user: id)
    default: return nil
    }
  }
}
