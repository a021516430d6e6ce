import CExhibitRecord
import ExhibitSupport

/// Names without secrets, of which no two stand for one name.
///
/// What has been given once stays, also when there is more to take out.
final class RedactedNames: Sendable {
  private final class Name: Sendable {
    let name: String
    let text: exhibit_text

    init(_ name: String) {
      self.name = name
      text = exhibit_text_copy(name, name.utf8.count)
    }

    deinit {
      exhibit_text_free(text)
    }
  }

  private struct State {
    // Not `[:]`, see `NameTable`.
    var names: [ExactString: Name] = Dictionary()
    var taken: [String: Int] = Dictionary()
  }

  private let state = Locked(State())

  /// The name under which another is written: itself if it holds no secret.
  func name(for original: String, without redactor: Redactor?) -> String {
    redactor.flatMap { name(for: original, without: $0) }?.name ?? original
  }

  /// The same for the id of a test, as long as its key and this object are there.
  func text(of test: TestKey, without redactor: Redactor) -> exhibit_text {
    name(for: test.id, without: redactor)?.text ?? test.text
  }

  /// The name under which one with a secret is written.
  private func name(for original: String, without redactor: Redactor) -> Name? {
    let redacted = redactor.redact(original)
    guard !redacted.isIdentical(to: original) else { return nil }
    return state.withLock { state in
      if let name = state.names[ExactString(original)] { return name }
      let number = state.taken[redacted, default: 0] + 1
      state.taken[redacted] = number
      let name = Name(number == 1 ? redacted : "\(redacted)#\(number)")
      state.names[ExactString(original)] = name
      return name
    }
  }
}
