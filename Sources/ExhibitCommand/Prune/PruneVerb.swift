import ExhibitCore
import ExhibitRecord
import ExhibitSupport

/// `exhibit prune`: removes old runs, and artifacts that are not to be kept.
struct PruneVerb: Verb {
  var dryRun = false
  var keep: Int?
  var artifacts: ArtifactRetention?
  var resources: String?
  var package = "."

  static let declaration = VerbDeclaration<Self>(
    "prune",
    abstract: "Removes old runs, as the configuration says.",
    discussion: """
      Keeps the newest runs, and of them the artifacts that `retain` of the configuration asks for; the options count \
      instead. The newest run always stays, and so does a run in progress and whatever Exhibit did not make.

        exhibit prune --dry-run
        exhibit prune --keep 3 --artifacts failed

      With `--resources` no run is removed. The program is run for each thing that a crashed process has left on an \
      appliance, with the place of its provider and its path as arguments and the provider's name in EXHIBIT_PROVIDER; \
      the thing is forgotten if it exits with 0.
      """,
    parameters: [
      .flag(\.dryRun, "dry-run", help: "Only shows what would be removed."),
      .option(\.keep, "keep", .integer("N", from: 0), help: "How many runs are kept."),
      .option(
        \.artifacts, "artifacts", .choice("WHICH"),
        help: "Of which tests the artifacts are kept."),
      .option(
        \.resources, "resources", .text("PROGRAM"),
        help: "Has the program delete what crashed processes have left on appliances."),
      .option(
        \.package, "package-path", .path("P", .directories),
        help: "The package whose runs are meant; by default that of the working directory."),
    ]
  )

  func run() async throws -> ExitCode {
    let launch = try PackageArtifacts.launchState(ofPackageAt: package)
    let configuration = LoadedConfiguration.load(launch: launch)
    let root = ArtifactRoot(path: configuration.artifactRoot)
    if let resources { return try deleteLeftovers(in: configuration, by: resources) }
    var policy = configuration.retentionPolicy
    // What its author wants to keep is not known while there is a mistake, unless the options say all.
    let isSaid = keep != nil && artifacts != nil && configuration.unreadable == nil
    let mistake = configuration.diagnostics.first { $0.severity == .error }
    if let mistake, !isSaid { throw UsageError("\(mistake)") }
    if let unreadable = UnreadableRuns(root) { throw RecordError("\(unreadable)") }
    if let keep { policy.runs = keep }
    if let artifacts { policy.artifacts = artifacts }
    let outcome = PruneWork(
      root: root, policy: policy, isDryRun: dryRun,
      header: { ProcessHeader(environment: launch.environment, sourceRoot: launch.workingDirectory) }
    ).run()
    let style = Style(isColored: Console.isColored)
    try Console.output(PruneText(outcome: outcome, isDryRun: dryRun, style: style).text)
    for failure in outcome.failures { Console.diagnose("exhibit: \(failure.printable)") }
    return outcome.failures.isEmpty ? .success : .unreadableInput
  }

  private func deleteLeftovers(in configuration: LoadedConfiguration, by program: String) throws -> ExitCode {
    if let diagnostic = configuration.unreadable { throw UsageError("\(diagnostic)") }
    let lines = LeftoversWork(
      root: ArtifactRoot(path: configuration.artifactRoot), program: program, isDryRun: dryRun
    ).run()
    try Console.output(lines.text(isDryRun: dryRun, style: Style(isColored: Console.isColored)))
    return lines.allSatisfy { $0.action == .deleted } ? .success : .unreadableInput
  }
}
