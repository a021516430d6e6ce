import ExhibitRecord
import Foundation

/// The command `exhibit`.
@main
enum Main {
  static let declaration = CommandDeclaration(
    "exhibit",
    abstract: "Shows what tests left behind.",
    discussion: """
      Tests that link the product Exhibit leave a record of each run below Artifacts/runs: every test's outcome, log \
      and files.
      """,
    version: "0.1.0",
    verbs: [ShowVerb.self, PruneVerb.self, DoctorVerb.self]
  )

  static func main() async {
    exit(await run().rawValue)
  }

  private nonisolated static func run() async -> ExitCode {
    // Whoever reads us may have seen enough: `exhibit show | head` is no crash.
    signal(SIGPIPE, SIG_IGN)
    do {
      return try await declaration.main(
        Array(CommandLine.arguments.dropFirst()), output: { try Console.output($0 + "\n") },
        diagnostics: { Console.diagnose($0) })
    } catch {
      Console.diagnose("exhibit: \(error)")
      return .unreadableInput
    }
  }
}
