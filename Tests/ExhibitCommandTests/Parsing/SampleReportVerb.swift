@testable import ExhibitCommand

/// A verb with choices, lists and paths.
struct SampleReportVerb: Verb, Equatable {
  var recorded = "latest"
  var formats: [SampleFormat] = [.junit, .html]
  var style: SampleFormat?
  var output = "."
  var template: String?
  var tags: [String] = []

  static let declaration = VerbDeclaration<Self>(
    "report",
    abstract: "Renders reports.",
    parameters: [
      .argument(\.recorded, .path("RUN", .directories), help: "The run to report."),
      .option(\.formats, "format", .list(of: .choice("FORMAT")), help: "What to render."),
      .option(\.style, "style", .choice("STYLE"), help: "How it looks."),
      .option(\.output, "output", short: "o", .path("DIR", .directories), help: "Where to write."),
      .option(\.template, "template", .path("FILE"), help: "The template's file [optional]: a page."),
      .option(\.tags, "tag", .text("TAG"), help: "A tag."),
    ]
  )

  func run() async throws -> ExitCode { .success }
}
