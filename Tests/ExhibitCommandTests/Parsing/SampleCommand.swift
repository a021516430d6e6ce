@testable import ExhibitCommand

extension CommandDeclaration {
  /// A command with all sample verbs.
  static let sample = CommandDeclaration(
    "exhibit",
    abstract: "Runs tests and keeps what they leave behind.",
    version: "1.2.3",
    verbs: [SampleTestVerb.self, SampleShowVerb.self, SampleReportVerb.self, SampleMergeVerb.self]
  )

  /// Returns the text that a command line prints; the text of the error if there is one.
  func text(_ arguments: String...) -> String { text(for: arguments) }

  /// Returns the text that a command line prints; the text of the error if there is one.
  func text(for arguments: [String]) -> String {
    do {
      guard case .print(let text) = try invocation(for: arguments) else { return "a verb runs" }
      return text
    } catch {
      return error.text(command: name)
    }
  }
}

extension ParsableVerb {
  /// Returns what is wrong with arguments; `nil` if they are fine.
  static func complaint(_ arguments: String...) -> String? {
    do {
      _ = try parsed(arguments)
      return nil
    } catch {
      return error.message
    }
  }
}
