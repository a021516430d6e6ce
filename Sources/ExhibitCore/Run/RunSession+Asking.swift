import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

extension RunSession {
  /// Adds the pre callback that saves what is asked for, so that plugins and post callbacks see what was saved.
  ///
  /// An event that carries `bytes` is about an artifact that is there, and is left alone.
  func saveWhatIsAskedFor() {
    let save: HookBody = { [unowned self] event, update in
      guard event.locals[.bytes] == nil else { return }
      let attempt = try self.attempt(askedForBy: event)
      let artifact: Artifact
      do {
        let asked = try AskedArtifact(event)
        artifact = try self.save(asked, of: attempt).get()
      } catch let error as EvidenceError {
        self.evidenceLost(error, attempt: attempt)
        throw error
      }
      update[.testID] = attempt.key.id
      update[.description] = artifact.description
      update[.path] = artifact.url.path
      update[.bytes] = artifact.byteCount
      // Who asks may have given it as a text, which does not merge with a type.
      update[.contentType] = artifact.contentType
    }
    engine.beforeByDefault(.saveArtifact, named: "save_artifact", values: save)
  }

  private func save(_ asked: AskedArtifact, of attempt: TestAttempt) -> Result<Artifact, EvidenceError> {
    var store = ArtifactStore(session: self, attempt: attempt)
    store.isAsked = true
    switch asked.content {
    case .text(let text):
      return text.withContiguousUTF8 {
        store.save(.text($0), description: asked.description, contentType: asked.contentType, labels: asked.labels)
      }
    case .bytes(let data):
      return data.withUnsafeBytes {
        store.save(
          .bytes($0), description: asked.description, contentType: asked.contentType, labels: asked.labels)
      }
    case .copy(of: let path):
      return store.save(
        .copy(of: path), description: asked.description, contentType: asked.contentType, labels: asked.labels)
    case .listed(let path):
      return store.adopt(
        path, description: asked.description, contentType: asked.contentType, labels: asked.labels)
    }
  }

  /// The test that an event names, by its id or by Artifactor's name and location; without either that of the event
  /// around it, or the one that runs.
  ///
  /// A test that is named wrongly gets nothing, and neither does another: what would be its evidence is not.
  private func attempt(askedForBy event: HookEvent) throws -> TestAttempt {
    let name = event[ifPresent: .testID]
    let method = event[ifPresent: .testName]
    let location = event[ifPresent: .testLocation]
    let wrong = Self.wrongName(in: event)
    let attempt: TestAttempt? =
      if let name {
        attempt(forHookOf: name)
      } else if wrong != nil {
        nil
      } else if method != nil || location != nil {
        self.attempt(named: method, at: location)
      } else {
        subjectAttempt
      }
    if let attempt { return attempt }
    let test = name ?? method.map { "\(location ?? "…")/\($0)" } ?? location ?? "or any"
    let message =
      if name == nil, let wrong {
        "an artifact was not saved: the test that is to have it is not named by \(wrong)"
      } else {
        "an artifact was not saved: the test that is to have it, \(test), is not running"
      }
    let error = EvidenceError(code: .noCurrentTest, message: message)
    Diagnostics.shared.say(error.message)
    throw error
  }

  /// What was meant to name a test and does not.
  private static func wrongName(in event: HookEvent) -> String? {
    let keys = [ValueKey<String>.testID, .testName, .testLocation].map(\.name)
    for key in keys {
      guard let value = event.locals[named: key], !(value is String) else { continue }
      return "'\(key)', which is \(type(of: value)) and not String"
    }
    let misspelt = EventArguments(of: event.name)?.misspelt(in: event.locals) ?? []
    return misspelt.first { keys.contains($0.meant) }.map { "'\($0.name.printable)'; did you mean '\($0.meant)'?" }
  }
}
