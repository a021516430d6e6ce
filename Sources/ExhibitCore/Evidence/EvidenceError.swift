import ExhibitRecord

/// Why something could not be saved.
public struct EvidenceError: Error, Sendable, CustomStringConvertible {
  /// The kind of error; more kinds may come.
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable {
      case noCurrentTest
      case unreadable
      case unwritable
      case notEncodable
      case tooLarge
      case runFull
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
    /// The artifact is larger than the configuration's `limits.artifact`.
    public static let tooLarge = Code(kind: .tooLarge)
    /// With the artifact, the run would be larger than the configuration's `limits.run`.
    public static let runFull = Code(kind: .runFull)
  }

  /// The kind of error.
  public let code: Code

  /// What was to be saved, and why it was not.
  public let message: String

  /// What may be behind many errors at once.
  enum Cause: Hashable {
    case system(FileSystem.Failure)
    /// The run has no directory, which was said when it began.
    case noRun
  }

  let cause: Cause?

  init(code: Code, message: String, cause: Cause? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// An error that is no more than what the system said.
  init(code: Code, failure: FileSystem.Failure) {
    self.init(code: code, message: "\(failure)", cause: .system(failure))
  }

  /// The same error, with what was to be saved.
  func described(_ description: String) -> EvidenceError {
    EvidenceError(code: code, message: "'\(description)' was not saved: \(message)", cause: cause)
  }

  /// The message.
  public var description: String { message }
}
