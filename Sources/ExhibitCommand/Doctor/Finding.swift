import ExhibitCore

/// One thing that `exhibit doctor` has looked at.
struct Finding: Encodable, Equatable {
  enum Status: String, Encodable {
    case ok
    case warning
    case problem
  }

  let status: Status
  /// What was looked at, in a word or two.
  let subject: String
  /// What was found.
  let message: String
  /// What to do about it.
  let remedy: String?

  init(_ status: Status, _ subject: String, _ message: String, remedy: String? = nil) {
    (self.status, self.subject, self.message, self.remedy) = (status, subject, message, remedy)
  }

  /// A mistake in the configuration.
  init(_ diagnostic: ConfigurationDiagnostic) {
    var text = diagnostic.description
    if let suggestion = diagnostic.suggestion, text.hasSuffix("; " + suggestion) {
      text.removeLast(suggestion.count + 2)
    }
    self.init(diagnostic.severity == .error ? .problem : .warning, "configuration", text, remedy: diagnostic.suggestion)
  }
}
