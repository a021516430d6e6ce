extension ApplianceAPI {
  /// Asks the appliance for its details.
  public func details() async throws -> Details {
    try await expect(get("/details")).decode()
  }

  /// Gives the appliance a new name.
  @discardableResult
  public func rename(to name: String) async throws -> Details {
    try await expect(patch("/details", json: ["name": name])).decode()
  }

  /// Asks the appliance for the text of its configuration.
  public func configuration() async throws -> String {
    try await expect(get("/config")).text
  }

  /// Replaces the configuration.
  public func configure(_ text: String) async throws {
    _ = try await expect(put("/config", text: text))
  }

  /// Asks the appliance for all users.
  public func users() async throws -> [User] {
    try await expect(get("/users")).decode()
  }

  /// Creates a user.
  public func createUser(_ name: String) async throws -> User {
    try await expect(post("/users", json: ["name": name])).decode()
  }

  /// Creates a token of a user.
  public func createToken(_ label: String, for user: User) async throws -> Token {
    try await expect(post("/users/\(user.id)/tokens", json: ["label": label])).decode()
  }

  /// Asks the appliance for the tokens of a user.
  public func tokens(of user: User) async throws -> [Token] {
    try await expect(get("/users/\(user.id)/tokens")).decode()
  }

  /// Asks the appliance how many requests it got.
  public func metrics() async throws -> Metrics {
    try await expect(get("/metrics")).decode()
  }

  private func expect(_ reply: Reply) throws -> Reply {
    guard reply.isSuccess else { throw UnexpectedReply(reply: reply) }
    return reply
  }
}
