@testable import ExhibitCommand

/// A verb with optional arguments and flags.
struct SampleShowVerb: Verb, Equatable {
  var recorded = "latest"
  var test: String?
  var failed = false
  var json = false
  var offset = 0
  var scale: Double?

  static let declaration = VerbDeclaration<Self>(
    "show",
    abstract: "Shows what a run recorded.",
    discussion: """
      A run is given by its directory or its id, and a sentence of this length needs more than one line of eighty \
      columns.

        exhibit show latest~1
      """,
    parameters: [
      .argument(\.recorded, .path("RUN", .directories), help: "The run to show."),
      .argument(\.test, .text("TEST"), help: "The test to show, by its name."),
      .flag(\.failed, "failed", help: "Shows only the tests that failed, crashed or hung, with every attempt."),
      .flag(\.json, "json", short: "j", help: "Shows JSON."),
      .option(\.offset, "offset", .integer("N", from: -10, to: 10), help: "Where to begin."),
      .option(\.scale, "scale", .number("X", from: 0), help: "The scale."),
    ]
  )

  func run() async throws -> ExitCode {
    if failed, json { throw UsageError("'--failed' and '--json' exclude each other") }
    return .testsFailed
  }
}
