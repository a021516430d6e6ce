import ExhibitCore
public import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
public import Foundation

/// A place to try plugins: tests that start and end when they are told to, and everything that comes of them at hand.
///
/// What happens in a rig is what happens in a test run, with a configuration, a directory for each test and a record, but
/// in a temporary directory of its own, which goes with the rig. No test framework takes part.
///
/// ```swift
/// let rig = try PluginRig(OwnerPlugin.self, configuration: "{plugins: {owner: {enabled: true, level: 2}}}")
/// let test = rig.runTest(outcome: .failed)
/// rig.files(of: test).map(\.description)  // ["owner"]
/// ```
///
/// A plugin that takes `TestEvidence.current` in a hook gets that of the rig's test. So does other code
/// inside of ``within(_:)`` and ``runTest(_:outcome:_:)``, in the same task.
public final class PluginRig: Sendable {
  /// The configuration's folder, which stands for the package's root; relative paths of options are taken from here.
  public let directory: URL

  /// The engine at which the events are fired.
  public let engine: HookEngine

  let session: RunSession
  private let scope: RunSession.Scope
  private let said: Locked<[String]>
  private let fired: Locked<[Event]>
  private let isFinished = AtomicFlag(false)

  /// Makes a rig and begins its session, which makes the instances of the plugins.
  ///
  /// What is wrong with the configuration, or keeps a plugin from being made, is in ``messages``, as in a test run.
  /// - Parameters:
  ///   - plugins: What the configuration can name; those that it does not mention run once with their default options.
  ///   - configuration: What would stand in `exhibit.json`.
  ///   - fileName: `exhibit.json`, or `exhibit.yml`, which needs the package trait `YAML`.
  ///   - files: More files in ``directory``, by their relative paths.
  ///   - variables: Environment variables that count for Exhibit.
  ///   - watching: Events of your own that are to be in ``events``, beside those of Exhibit.
  ///   - setUp: Registers callbacks and whatever else the set-up class of your tests registers.
  /// - Throws: The failure of the file system if there can be no directory.
  public init(
    _ plugins: any Plugin.Type..., configuration: String = "{}", fileName: String = "exhibit.json",
    files: [String: String] = [:], variables: [String: String] = [:], watching: [EventName] = [],
    setUp: @escaping @Sendable (HookEngine) throws -> Void = { _ in }
  ) throws {
    let directory = try Self.makeDirectory(with: files.merging([fileName: configuration]) { $1 })
    let (said, fired) = (Locked<[String]>([]), Locked<[Event]>([]))
    let launch = LaunchState(
      workingDirectory: directory.path, requestedRun: "rig",
      environment: EnvironmentVariables(
        variables.merging(["EXHIBIT_SETUP": "ExhibitPluginTesting.RigSetup"]) { $1 }))
    let prepare: @Sendable (HookEngine) throws -> Void = { hooks in
      for plugin in plugins { hooks.register(plugin) }
      for event in EventDescription.all.map({ EventName(rawValue: $0.name) }) + watching {
        hooks.after(event, named: "rig", order: .last) { event, _ in
          fired.withLock { $0.append(Event(name: event.name, values: event.locals)) }
        }
      }
      try setUp(hooks)
    }
    let diagnostics = Diagnostics { line in said.withLock { $0.append(line) } }
    (session, scope) = Diagnostics.withScoped(diagnostics) {
      RigSetup.$body.withValue(prepare) {
        RunSession.makeSession(launch: launch) { ($0, $1) }
      }
    }
    (self.directory, self.said, self.fired) = (directory, said, fired)
    engine = session.engine
  }

  deinit {
    let session = session
    if isFinished.exchange(true) == false { scope { session.finish() } }
    session.removeDefaultCallbacks()
    try? FileManager.default.removeItem(at: directory)
  }

  private static func makeDirectory(with files: [String: String]) throws -> URL {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
      "exhibit-rig-\(UUID().uuidString)", isDirectory: true)
    for (name, text) in files {
      let file = directory.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return directory
  }

  /// Runs a closure as if it stood in a test of this rig.
  ///
  /// - Parameter body: The closure.
  /// - Returns: What it returns.
  /// - Throws: What it throws.
  @discardableResult
  public func within<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    var result: Result<R, E>?
    scope { result = Result { () throws(E) -> R in try body() } }
    if let result { return try result.get() }
    return try body()
  }

  /// Ends the session, which happens at the latest when the rig goes.
  ///
  /// Fires `build_report` and `finish_session`, and waits for hooks in the background.
  public func finishSession() {
    if isFinished.exchange(true) == false { within { session.finish() } }
  }

  // MARK: What was said and fired

  /// What Exhibit would have said on standard error, line by line, without `exhibit: `.
  public var messages: [String] {
    said.withLock { $0 }.map { line in
      let text = line.hasPrefix("exhibit: ") ? String(line.dropFirst("exhibit: ".count)) : line
      return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
  }

  /// Runs a closure as if it stood in a test of this rig, and gives back what was written to standard output meanwhile.
  ///
  /// It is written all the same, when the closure is over. What other threads of the process print meanwhile is in it too.
  /// - Parameter body: The closure, in which tests run.
  /// - Returns: The text.
  public func printed(by body: () -> Void) -> String {
    StandardOutput.captured { within(body) }
  }

  /// The events that were fired, in the order of their ends.
  public var events: [Event] { fired.withLock { $0 } }
}
