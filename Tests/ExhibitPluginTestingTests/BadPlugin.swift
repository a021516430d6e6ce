import ExhibitCore
import ExhibitHooks
import ExhibitSupport
import Foundation

/// A plugin with one fault, which its type says: what is made by name from a configuration has no other way to be told.
protocol Fault: Sendable {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>)
}

final class BadPlugin<F: Fault>: Plugin {
  static var name: String { "bad" }
  private let ident: String
  private let state = Locked<[String]>([])
  init(ident: String, options: NoOptions) { self.ident = ident }
  func register(in hooks: inout PluginHooks) { F.register(in: &hooks, ident: ident, state: state) }
}

struct Mishap: Error {}

/// Acts on nothing.
enum DoesNothing: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {}
}

/// Takes what need not be there for granted.
enum NeedsLine: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.testIssue) { event in _ = try event[.line] }
  }
}

/// Says that something is missing, but not what.
enum SaysLittle: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.startTest) { event in if event[ifPresent: .testID] == nil { throw Mishap() } }
  }
}

/// Believes that each test comes to its end.
enum WantsEnds: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.startTest) { event in
      let id = try event[.testID]
      let isFree = state.withLock { state in
        if !state.isEmpty { return false }
        state.append(id)
        return true
      }
      if !isFree { throw Mishap() }
    }
    hooks.on(.finishTest) { _ in state.withLock { $0 = [] } }
  }
}

/// Believes that it has seen each start.
enum WantsStarts: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.startTest) { event in
      let id = try event[.testID]
      state.withLock { $0.append(id) }
    }
    hooks.on(.finishTest) { event in
      let id = try event[.testID]
      if !state.withLock({ $0.contains(id) }) { throw Mishap() }
    }
  }
}

/// Has one place for what it will save, whatever runs.
enum HasOnePlace: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.startTest) { event in
      let id = try event[.testID]
      state.withLock { $0 = [id] }
    }
    hooks.on(.finishTest) { _ in
      let found = state.withLock { state in
        defer { state = [] }
        return !state.isEmpty
      }
      if found { TestEvidence.current.save("x", as: "x") }
    }
  }
}

/// Writes a file of one name, whatever its ident.
enum WritesOneFile: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.finishTest) { event in
      try Data(ident.utf8).write(to: URL(fileURLWithPath: try event[.artifactPath] + "/state.txt"))
    }
  }
}

/// Has two hooks for an event.
enum HasTwoHooks: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.startTest) { _ in }
    hooks.on(.startTest) { _ in }
  }
}

/// Talks on standard output.
enum Prints: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.startTest) { event in print("bad: start of \(try event[.testID])") }
  }
}

/// Makes paths of what others have chosen.
enum TrustsNames: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.finishTest) { event in
      let path = try event[.artifactPath]
      let root = path[..<(path.range(of: "/tests/")?.lowerBound ?? path.endIndex)]
      let file = "\(root)/../../../\(ident.count)-\(try event[.testName]).log"
      if !file.contains("\0") { try? Data().write(to: URL(fileURLWithPath: file)) }
    }
  }
}

/// Believes that its hooks never run at the same time.
enum IsNotForThreads: Fault {
  private static let second = DispatchSemaphore(value: 0)
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.startTest) { _ in
      if ident == "second" { second.signal() }
      // That comes only if the second instance is at work too.
      if ident == "first", second.wait(timeout: .now() + 5) == .success { throw Mishap() }
    }
  }
}

/// Adds a value for the callbacks behind it.
enum AddsValues: Fault {
  static func register(in hooks: inout PluginHooks, ident: String, state: Locked<[String]>) {
    hooks.on(.startTest) { _, update in update.locals[named: "more"] = 1 }
  }
}
