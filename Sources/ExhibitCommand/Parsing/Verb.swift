/// A verb that does something.
///
/// ```swift
/// struct ShowVerb: Verb {
///   var recorded = "latest"
///   var failed = false
///   var workers: Int?
///
///   static let declaration = VerbDeclaration<Self>(
///     "show",
///     abstract: "Shows what a run recorded.",
///     parameters: [
///       .argument(\.recorded, .path("RUN", .directories), help: "The run to show."),
///       .flag(\.failed, "failed", help: "Only tests that failed."),
///       .option(\.workers, "workers", .integer("N", from: 1), help: "How many processes to use."),
///     ]
///   )
///
///   func run() async throws -> ExitCode { … }
/// }
/// ```
///
/// Declaration and result cannot drift apart: a parameter names the property that it fills, the compiler checks that
/// the kind of value fits, and the default that the help shows is the property's initial value.
protocol Verb: ParsableVerb {
  /// Does what the verb is for.
  ///
  /// - Throws: ``UsageError`` if arguments contradict each other; other errors as the verb documents.
  /// - Returns: How the process ends.
  func run() async throws -> ExitCode
}
