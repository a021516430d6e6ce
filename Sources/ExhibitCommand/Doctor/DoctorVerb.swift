import ExhibitRecord
import Foundation

/// `exhibit doctor`: what is in order, what is not, and what to do about it.
struct DoctorVerb: Verb {
  var json = false
  var package = "."

  static let declaration = VerbDeclaration<Self>(
    "doctor",
    abstract: "Checks configuration, write access and runs, and says what to do.",
    discussion: """
      Shows which values are in force and where each comes from, and lists the plugins, events and signals that there \
      are. Plugins of your own are looked for in the process of the tests, and not checked here.
      """,
    parameters: [
      .flag(\.json, "json", help: "Prints one JSON object."),
      .option(
        \.package, "package-path", .path("P", .directories),
        help: "The package to look at; by default that of the working directory."),
    ]
  )

  func run() async throws -> ExitCode {
    let report = DoctorReport(launch: try PackageArtifacts.launchState(ofPackageAt: package))
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try Console.output(String(decoding: try encoder.encode(report), as: UTF8.self) + "\n")
    } else {
      try Console.output(DoctorText(report: report, style: Style(isColored: Console.isColored)).text)
    }
    return report.count(.problem) > 0 ? .usage : .success
  }
}
