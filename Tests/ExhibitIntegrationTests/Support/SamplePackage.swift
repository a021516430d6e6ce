import Foundation

/// A package below `Fixtures`, in one way to build it.
struct SamplePackage: Sendable {
  /// The ways to build a package that differ for Exhibit.
  enum Build: String {
    case debug
    case release
    case swiftBuild = "swiftbuild"
  }

  let name: String
  let build: Build

  /// Where the package is.
  let directory: String

  /// Where it is built.
  private let scratch: String

  init(_ name: String, build: Build = .debug, directory: String? = nil) {
    self.name = name
    self.build = build
    self.directory = directory ?? Self.repository + "/Fixtures/" + name
    scratch = directory.map { $0 + "/.build" } ?? "\(Self.repository)/.build/integration/\(name)-\(build.rawValue)"
  }

  static let behaviour = SamplePackage("BehaviourSuite")
  static let appliance = SamplePackage("ApplianceSuite")

  /// The root of Exhibit's own package.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private var options: [String] {
    var options = ["--package-path", directory, "--scratch-path", scratch]
    switch build {
    case .debug: break
    case .release: options += ["-c", "release"]
    case .swiftBuild: options += ["--build-system", "swiftbuild"]
    }
    return options
  }

  // MARK: Running

  /// Runs `swift test` on the package, which is built before if it was not yet.
  ///
  /// - Parameters:
  ///   - arguments: What stands behind `swift test --skip-build`.
  ///   - environment: Variables beside those of ``CleanEnvironment``.
  ///   - artifacts: The artifact directory; a new one by default.
  /// - Returns: The result, and what is in the artifact directory.
  /// - Throws: ``ProcessError`` if the package cannot be built, or the tests do not end.
  func test(
    _ arguments: String..., environment: [String: String] = [:], artifacts: ArtifactFolder? = nil
  ) async throws -> SampleRun {
    try await buildOnce()
    let artifacts = try artifacts ?? ArtifactFolder()
    let result = try await run(
      "swift", ["test"] + options + ["--skip-build"] + arguments, environment: artifacts.variables(with: environment))
    return SampleRun(result: result, artifacts: artifacts)
  }

  /// Runs `swift test list`.
  func list(artifacts: ArtifactFolder, environment: [String: String]) async throws -> ProcessResult {
    try await buildOnce()
    return try await run(
      "swift", ["test", "list"] + options + ["--skip-build"], environment: artifacts.variables(with: environment))
  }

  /// Runs the test binary itself, so that its streams stay apart.
  ///
  /// - Parameters:
  ///   - arguments: The binary's.
  ///   - environment: Variables beside those of ``CleanEnvironment``.
  ///   - artifacts: The artifact directory; a new one by default.
  ///   - wrapper: A command that runs the binary, if it is not to be run as it is.
  /// - Returns: The result, and what is in the artifact directory.
  /// - Throws: ``ProcessError`` if the package cannot be built, or the tests do not end.
  func runBinary(
    _ arguments: String..., environment: [String: String] = [:], artifacts: ArtifactFolder? = nil,
    through wrapper: [String] = []
  ) async throws -> SampleRun {
    try await buildOnce()
    let artifacts = try artifacts ?? ArtifactFolder()
    let command = wrapper + ["\(scratch)/\(build.rawValue)/\(name)PackageTests.xctest"] + arguments
    let result = try await run(
      command[0], Array(command.dropFirst()), environment: artifacts.variables(with: environment))
    return SampleRun(result: result, artifacts: artifacts)
  }

  /// Runs the test binary while something is done to it.
  ///
  /// - Parameters:
  ///   - arguments: The binary's.
  ///   - environment: Variables beside those of ``CleanEnvironment``.
  ///   - artifacts: The artifact directory.
  ///   - act: Is given the process, on a thread of its own, while it runs.
  /// - Returns: The exit code, or 128 and the signal.
  /// - Throws: ``ProcessError`` if the package cannot be built, and what keeps the binary from being run.
  func runBinary(
    _ arguments: String..., environment: [String: String], artifacts: ArtifactFolder,
    while act: @escaping @Sendable (pid_t) -> Void
  ) async throws -> Int32 {
    try await buildOnce()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "\(scratch)/\(build.rawValue)/\(name)PackageTests.xctest")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.environment = CleanEnvironment.with(artifacts.variables(with: environment))
    // Whoever copies what the process prints has the stream open until it is done.
    let pipe = Pipe()
    let isRead = DispatchSemaphore(value: 0)
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { process in
        isRead.wait()
        let isSignal = process.terminationReason == .uncaughtSignal
        continuation.resume(returning: isSignal ? 128 + process.terminationStatus : process.terminationStatus)
      }
      do {
        try process.run()
        let pid = process.processIdentifier
        let reader = pipe.fileHandleForReading
        Thread.detachNewThread {
          while !reader.availableData.isEmpty {}
          isRead.signal()
        }
        Thread.detachNewThread { act(pid) }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  /// Runs a script in which `$BINARY` is the test binary.
  ///
  /// - Parameters:
  ///   - script: What bash is to do.
  ///   - isDirect: Whether the processes that run these tests are to be so far above that Exhibit takes no notice.
  ///   - environment: Variables beside those of ``CleanEnvironment``.
  /// - Returns: The result, and what is in the artifact directory.
  /// - Throws: ``ProcessError`` if the package cannot be built, or the script does not end.
  func runScript(
    _ script: String, isDirect: Bool = false, environment: [String: String] = [:]
  ) async throws -> SampleRun {
    try await buildOnce()
    let artifacts = try ArtifactFolder()
    let binary = ["BINARY": "\(scratch)/\(build.rawValue)/\(name)PackageTests.xctest", "SCRIPT": script]
    // A shell gives its place to the last command, unless something comes behind it.
    let nested = (0..<5).reduce(#"bash -c "$SCRIPT""#) { command, _ in
      "bash -c '\(command.replacing("'", with: #"'\''"#)); exit $?'"
    }
    let result = try await run(
      "bash", ["-c", isDirect ? nested : script],
      environment: artifacts.variables(with: environment.merging(binary) { $1 }))
    return SampleRun(result: result, artifacts: artifacts)
  }

  /// Runs the package's own `exhibit`.
  ///
  /// - Parameters:
  ///   - arguments: The command's.
  ///   - environment: Variables beside those of ``CleanEnvironment``.
  ///   - artifacts: The artifact directory.
  ///   - wrapper: A command that runs it, if it is not to be run as it is.
  /// - Returns: The result.
  /// - Throws: ``ProcessError`` if the package cannot be built, or the command does not end.
  func exhibit(
    _ arguments: String..., environment: [String: String] = [:], artifacts: ArtifactFolder,
    through wrapper: [String] = []
  ) async throws -> ProcessResult {
    try await buildOnce()
    let command = wrapper + ["\(scratch)/\(build.rawValue)/exhibit"] + arguments
    return try await run(
      command[0], Array(command.dropFirst()), environment: artifacts.variables(with: environment))
  }

  private func run(
    _ program: String, _ arguments: [String], environment: [String: String], limit: Duration = .seconds(200)
  ) async throws -> ProcessResult {
    // What tests leave in the temporary directory goes with the process.
    let temporary = try TemporaryFolder()
    defer { withExtendedLifetime(temporary) {} }
    return try await ChildProcess(
      program: program, arguments: arguments, directory: directory,
      environment: CleanEnvironment.with(["TMPDIR": temporary.path].merging(environment) { $1 }), limit: limit
    ).run()
  }

  // MARK: Building

  private func buildOnce() async throws {
    try await SampleBuilds.shared.finish(scratch) {
      // Only the one build whose results are also looked at with the command needs the command.
      for goal in [["--build-tests"]] + (build == .debug ? [["--product", "exhibit"]] : []) {
        // As long as it takes on a machine that has much else to do.
        let result = try await run("swift", ["build"] + options + goal, environment: [:], limit: .seconds(600))
        guard result.exitCode == 0 else { throw ProcessError("\(name) was not built", result: result) }
      }
    }
  }
}
