import Exhibit
import Foundation

/// Sets the run up, as `BEHAVIOUR_SETUP` says.
final class ExhibitSetup: RunSetup {
  struct Refusal: Error {}

  static func setUp(_ hooks: HookEngine) throws {
    let words = ProcessInfo.processInfo.environment["BEHAVIOUR_SETUP"]?.split(separator: ",").map(String.init) ?? []
    if words.contains("journal") {
      hooks.register(JournalPlugin.self)
      hooks.before(.startTest, named: "greeting") { event, update in
        Journal.write("before \(event.name) \(try event[.testName])")
        update[.greeting] = "hello \(try event[.testName])"
      }
      hooks.after(.finishTest, named: "farewell") { event, _ in
        Journal.write("after \(event.name) \(try event[.testName]) \(try event[.testResult])")
      }
    }
    if words.contains("path") {
      for event in [EventName.startTest, .finishTest] {
        hooks.before(event, named: "artifact_path") { event, update in
          let root = try event[.runDirectory]
          update[.artifactPath] = try "\(root)/elsewhere/\(event[.testName])"
        }
      }
      hooks.before(.startSession, named: "remember") { event, update in
        update.globals[.runDirectory] = try event[.runDirectory]
      }
    }
    if words.contains("trouble") {
      TroublePlugin.engine.value = hooks
      hooks.before(.startSession, named: "remember") { event, update in
        update.globals[.runDirectory] = try event[.runDirectory]
      }
    }
    if words.contains("twice") {
      hooks.register(JournalPlugin.self)
      hooks.register(JournalPlugin.self)
    }
    if words.contains("throwing-hook") {
      hooks.before(.startTest, named: "refuses") { _, _ in throw Refusal() }
      hooks.after(.finishTest, named: "needs more") { event, _ in _ = try event[.greeting] }
    }
    if words.contains("throw") { throw Refusal() }
  }
}

extension ValueKey where Value == String {
  /// What a pre callback hands to the plugins.
  static var greeting: Self { Self("greeting") }
}
