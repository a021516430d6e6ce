import Exhibit

/// Writes down every event that it gets, with its values.
final class JournalPlugin: Plugin {
  struct Options: Decodable {
    var level: Int?
  }

  static let name = "journal"

  private let ident: String
  private let level: Int

  init(ident: String, options: Options) {
    self.ident = ident
    level = options.level ?? 1
  }

  func register(in hooks: inout PluginHooks) {
    let head = "\(ident)\(level)"
    hooks.on(.startSession) { event in
      Journal.write("\(head) \(event.name) \(try event[.runID].isEmpty ? "no" : "with") id")
    }
    hooks.on(.startTest) { event in
      Journal.write(
        "\(head) \(event.name) \(try event[.testID]) \(try event[.testLocation]) \(try event[.attempt]) "
          + "\(event[ifPresent: .greeting] ?? "no greeting") \(try event[.artifactPath])")
    }
    hooks.on(.testIssue) { event in Journal.write("\(head) \(event.name) \(try event[.line]) \(try event[.message])") }
    hooks.on(.logMessage) { event in Journal.write("\(head) \(event.name) \(try event[.level]) \(try event[.message])")
    }
    hooks.on(.saveArtifact) { event in
      Journal.write("\(head) \(event.name) \(try event[.description]) \(try event[.bytes]) \(try event[.contentType])")
    }
    hooks.on(.finishTest) { event in
      Journal.write("\(head) \(event.name) \(try event[.testResult]) \(try event[.duration] > .zero)")
    }
    hooks.on(.finishSession) { event in
      let counts = try event[.counts].sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      Journal.write("\(head) \(event.name) \(counts.joined(separator: ", "))")
    }
  }
}
