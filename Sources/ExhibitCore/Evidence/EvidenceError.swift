/// Why something could not be saved.
public struct EvidenceError: Error, Sendable, CustomStringConvertible {
  /// The kind of error; more kinds may come.
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable {
      case noCurrentTest
      case unreadable
      case unwritable
      case notEncodable
    }

    private let kind: Kind

    /// No test is running, or not one that Exhibit knows of.
    public static let noCurrentTest = Code(kind: .noCurrentTest)
    /// The file that was to be saved cannot be read.
    public static let unreadable = Code(kind: .unreadable)
    /// The artifact cannot be written.
    public static let unwritable = Code(kind: .unwritable)
    /// The value failed to encode.
    public static let notEncodable = Code(kind: .notEncodable)
  }

  /// The kind of error.
  public let code: Code

  /// What was to be saved, and why it was not.
  public let message: String

  /// The message.
  public var description: String { message }
}
