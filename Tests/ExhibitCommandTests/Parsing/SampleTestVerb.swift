@testable import ExhibitCommand

/// A verb that passes arguments on.
struct SampleTestVerb: Verb, Equatable {
  var filters: [String] = []
  var workers: Int?
  var timeout = 300.0
  var skipBuild = false
  var configuration = "debug"
  var buildOptions: [String] = []

  static let declaration = VerbDeclaration<Self>(
    "test",
    abstract: "Runs tests.",
    parameters: [
      .option(\.filters, "filter", .text("R"), help: "Runs only tests whose name matches."),
      .option(\.workers, "workers", .integer("N", from: 1, to: 64), help: "How many processes run tests."),
      .option(\.timeout, "test-timeout", .number("S", from: 0), help: "How many seconds a test may take."),
      .flag(\.skipBuild, "skip-build", help: "Runs what is built."),
      .option(\.configuration, "configuration", short: "c", .text("C"), help: "The build configuration."),
      .passThrough(\.buildOptions, "OPTION", help: "Options of swift build."),
    ]
  )

  func run() async throws -> ExitCode { .success }
}
