/// The users of the appliance and their tokens.
struct UserDirectory: Sendable {
  private var users: [Int: User] = [:]
  private var tokens: [Token] = []
  private var lastUser = 0
  private var lastToken = 0

  /// In the order of their creation.
  var all: [User] { users.values.sorted { $0.id < $1.id } }

  func user(_ id: Int) throws -> User {
    guard let user = users[id] else { throw RequestError.notFound("there is no user \(id)") }
    return user
  }

  mutating func create(from fields: RequestFields) throws -> User {
    try fields.allow(only: ["name", "role"])
    let name = try fields.required("name")
    let role = try fields.optional("role") ?? "member"
    try checkThatNobody(isCalled: name)
    lastUser += 1
    let user = User(id: lastUser, name: name, role: role)
    users[user.id] = user
    return user
  }

  mutating func update(_ id: Int, with fields: RequestFields) throws -> User {
    try fields.allow(only: ["name", "role"], readOnly: ["id"])
    var user = try user(id)
    user.name = try fields.optional("name") ?? user.name
    user.role = try fields.optional("role") ?? user.role
    try checkThatNobody(isCalled: user.name, except: id)
    users[id] = user
    return user
  }

  /// Removes a user and the user's tokens.
  mutating func delete(_ id: Int) throws {
    _ = try user(id)
    users[id] = nil
    tokens.removeAll { $0.user == id }
  }

  func tokens(of id: Int) throws -> [Token] {
    _ = try user(id)
    return tokens.filter { $0.user == id }
  }

  mutating func createToken(of id: Int, from fields: RequestFields) throws -> Token {
    _ = try user(id)
    try fields.allow(only: ["label"])
    let label = try fields.required("label")
    lastToken += 1
    let token = Token(id: lastToken, user: id, label: label, secret: Token.makeSecret())
    tokens.append(token)
    return token
  }

  private func checkThatNobody(isCalled name: String, except id: Int? = nil) throws {
    if let other = users.values.first(where: { $0.name == name && $0.id != id }) {
      throw RequestError.conflict("user \(other.id) is already called `\(name)`")
    }
  }
}
