/// A key with which a program acts for a user.
struct Token: Encodable, Sendable {
  let id: Int
  /// The id of the user.
  let user: Int
  let label: String
  let secret: String

  static func makeSecret() -> String {
    (0..<4).map { _ in String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16) }.joined()
  }
}
