import Exhibit
import Foundation

/// A plugin that does what plugins should not, as its options say; a configuration names its class.
final class TroublePlugin: Plugin {
  struct Options: PluginOptions {
    var trouble = ""
    var at = "start_test"
    var level = 1
  }

  struct Trouble: Error {}

  /// Logs when it is described.
  struct Talkative: Error, CustomStringConvertible {
    var description: String {
      TestEvidence.current.log("described")
      return "talkative"
    }
  }

  static let name = "trouble"

  /// The engine that the set-up got: a plugin fires events at it.
  static let engine = EngineBox()

  private let options: Options

  init(ident: String, options: Options) throws {
    self.options = options
    if options.trouble == "make" { throw Trouble() }
  }

  func register(in hooks: inout PluginHooks) {
    let trouble = options.trouble
    let events = options.at == "all" ? EventName.everywhere : [EventName(rawValue: options.at)]
    for event in events {
      hooks.on(
        event,
        updating: { event, update in
          Journal.write("\(event.hook) \(event.name)")
          switch trouble {
          case "throw": throw Trouble()
          case "miss": _ = try event[ValueKey<String>("server")]
          case "block": Self.blockUntilNamed()
          case "recurse": Self.engine.value?.fire(event.name, event.locals)
          case "enqueue": Self.engine.value?.enqueue(event.name, event.locals)
          case "thread": Self.fireFromThread(event)
          case "describe": throw Talkative()
          case "update": update.locals[named: "level"] = 1
          default: break
          }
        })
    }
    if trouble == "twice" {
      hooks.on(EventName(rawValue: options.at)) { event in Journal.write("second \(event.name)") }
    }
  }

  /// Fires the event again from a thread, and waits for it.
  private static func fireFromThread(_ event: HookEvent) {
    let isOver = DispatchSemaphore(value: 0)
    Thread {
      engine.value?.fire(event.name, event.locals)
      isOver.signal()
    }.start()
    isOver.wait()
  }

  /// Blocks until the record says that this hook takes long.
  private static func blockUntilNamed() {
    guard let events = engine.value?.globals[.runDirectory].map({ $0 + "/events" }) else { return }
    for _ in 0..<2000 {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: events)) ?? []
      let isNamed = files.contains { name in
        FileManager.default.contents(atPath: events + "/" + name)
          .map { String(decoding: $0, as: UTF8.self).contains("exhibitHookSlow") } ?? false
      }
      if isNamed { return }
      usleep(10_000)
    }
  }
}

extension EventName {
  static let everywhere: [EventName] = [
    .startSession, .startTest, .logMessage, .saveArtifact, .testIssue, .finishTest, .finishSession, .redact,
  ]
}

/// Holds the engine for plugins, which get none.
final class EngineBox: @unchecked Sendable {
  // Unchecked: it is set before the first test, and only read after that.
  var value: HookEngine?
}
