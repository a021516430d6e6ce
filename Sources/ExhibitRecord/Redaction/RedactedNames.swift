import ExhibitSupport

/// Names without secrets, of which no two stand for one name.
///
/// What has been given once stays, also when there is more to take out.
final class RedactedNames: Sendable {
  private struct State {
    var names: [ExactString: String] = [:]
    var taken: [String: Int] = [:]
  }

  private let state = Locked(State())

  /// The name under which another is written: itself if it holds no secret.
  func name(for original: String, without redactor: Redactor?) -> String {
    guard let redactor else { return original }
    let redacted = redactor.redact(original)
    guard !redacted.isIdentical(to: original) else { return original }
    return state.withLock { state in
      if let name = state.names[ExactString(original)] { return name }
      let number = state.taken[redacted, default: 0] + 1
      state.taken[redacted] = number
      let name = number == 1 ? redacted : "\(redacted)#\(number)"
      state.names[ExactString(original)] = name
      return name
    }
  }
}
