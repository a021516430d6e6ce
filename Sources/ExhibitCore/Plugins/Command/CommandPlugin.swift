import CExhibitRecord
package import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Runs an external program at an event, or from one event to another.
package final class CommandPlugin: Plugin {
  package static let name = "command"

  /// A program that is running.
  private struct Running {
    let key: String
    let process: RunningCommand
    let place: CommandPlace
  }

  private let ident: String
  private let options: CommandOptions
  private let running = Locked<[Running]>([])

  package init(ident: String, options: CommandOptions) throws {
    if let mistake = options.mistake { throw CommandError(options: mistake) }
    self.ident = ident
    self.options = options
  }

  package func register(in hooks: inout PluginHooks) {
    let start = EventName(rawValue: options.event)
    guard let end = options.until.map(EventName.init(rawValue:)) else {
      // What it saves is an artifact too: at `save_artifact` it would run for its own, and for theirs.
      hooks.onOthers(start) { [self] in try run($0) }
      return
    }
    hooks.onOthers(start) { [self] in try begin($0) }
    hooks.onOthers(end) { [self] in try finish($0) }
    // A test that never came to its end.
    for event in [EventName.finishSession] where event != start && event != end {
      hooks.on(event) { [self] _ in running.withLock { $0 = [] } }
    }
  }

  private func run(_ event: HookEvent) throws {
    guard let session = RunSession.current, options.when.holds(for: event[ifPresent: .testResult]) else { return }
    let place = try CommandPlace(of: event, in: session)
    let process: RunningCommand
    do {
      process = try start(event, place, session)
    } catch {
      place.listFiles(in: session)
      throw error
    }
    try take(process.finish(within: options.timeout), of: event, place, session)
  }

  private func begin(_ event: HookEvent) throws {
    guard let session = RunSession.current else { return }
    let place = try CommandPlace(of: event, in: session, ownedBy: ident)
    let process = try start(event, place, session)
    let new = Running(key: event[ifPresent: .testID] ?? "", process: process, place: place)
    let old = running.withLock { running in
      let old = running.filter { $0.key == new.key }
      running.removeAll { $0.key == new.key }
      running.append(new)
      return old
    }
    withExtendedLifetime(old) {}
  }

  private func finish(_ event: HookEvent) throws {
    let key = event[ifPresent: .testID] ?? ""
    let found: Running? = running.withLock { running in
      running.firstIndex { $0.key == key }.map { running.remove(at: $0) }
    }
    guard let found, let session = RunSession.current else { return }
    let end = found.process.finish(within: options.timeout, isInterrupted: true)
    let isKept = options.when.holds(for: event[ifPresent: .testResult])
    if !isKept { found.place.removeOwn() }
    try take(end, of: event, found.place, session, isKept: isKept, wasInterrupted: true)
  }

  private func start(_ event: HookEvent, _ place: CommandPlace, _ session: RunSession) throws -> RunningCommand {
    var arguments = options.command
    // One with a slash is a path, which is the shell's rule too.
    if arguments[0].contains("/"), !arguments[0].hasPrefix("/") {
      arguments[0] = session.sourceRoot + "/" + arguments[0]
    }
    let environment = ProcessInfo.processInfo.environment.merging(options.environment) { $1 }
      .merging(place.variables(for: event, in: session)) { $1 }
    let command = ExternalCommand(
      arguments: arguments, environment: environment, directory: session.sourceRoot, input: EventJSON.data(of: event))
    do throws(FileSystem.Failure) {
      return try command.start()
    } catch {
      session.commandEnded(
        options.command, nil, reason: error.reason, hook: ident, event: event.name, attempt: place.attempt)
      throw CommandError(program: options.command[0], failure: error)
    }
  }

  /// Records an end, and what the command wrote and left.
  private func take(
    _ end: RunningCommand.End, of event: HookEvent, _ place: CommandPlace, _ session: RunSession,
    isKept: Bool = true, wasInterrupted: Bool = false
  ) throws {
    let error = CommandError(
      program: options.command[0], end, seconds: options.timeout, wasInterrupted: wasInterrupted)
    session.commandEnded(
      options.command, end, hasFailed: error != nil, hook: ident, event: event.name, attempt: place.attempt)
    if let attempt = place.attempt {
      if isKept { place.listFiles(in: session) }
      let evidence = TestEvidence(session: session, attempt: attempt)
      for (output, name) in [(end.output, "output"), (end.error, "errors")] where isKept || error != nil {
        guard !output.bytes.isEmpty else { continue }
        let end = TextEnd(of: output.bytes, outOf: output.total, limit: ExternalCommand.outputLimit)
        let head = end.isCut ? "… what came before is left out\n" : ""
        evidence.save(
          Data(head.utf8) + end.bytes(without: session.redaction), as: "\(ident) \(name)", contentType: .plainText)
      }
    }
    if let error { throw error }
  }
}
