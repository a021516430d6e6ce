@testable import ExhibitCommand

/// A verb that cannot do without arguments.
struct SampleMergeVerb: Verb, Equatable {
  var first = ""
  var others: [String] = []
  var output = ""

  static let declaration = VerbDeclaration<Self>(
    "merge",
    abstract: "Joins runs.",
    parameters: [
      .argument(\.first, .text("BASE"), required: true, help: "The run to start from."),
      .argument(\.others, .path("RUN"), required: true, help: "The runs to add."),
      .option(\.output, "output", short: "o", .path("DIR", .directories), required: true, help: "Where to write."),
    ]
  )

  func run() async throws -> ExitCode { .success }
}
