import ExhibitSupport

/// What is taken out of everything that this process writes; it can become more at any time.
package final class RedactionRules: Sendable {
  private struct State {
    var words: Set<ExactString> = []
    var patterns: [String] = []
    var redactor: Redactor?
    var observers: [@Sendable (Redactor) -> Void] = []
  }

  /// What became of words and patterns that were added.
  package struct Outcome: Sendable {
    /// The places of the words that are too short to be taken out.
    package var shortWords: [Int] = []
    /// The places of the patterns that cannot be understood, and why.
    package var wrongPatterns: [(index: Int, error: RedactionPatternError)] = []
  }

  private let isActive = AtomicFlag(false)
  private let state = Locked(State())

  /// Creates rules that take nothing out.
  package init() {}

  /// What takes out what there is to take out, or `nil` if there is nothing.
  package var redactor: Redactor? {
    // Mostly there is nothing, and then this is all that it costs.
    isActive.isSet ? state.withLock { $0.redactor } : nil
  }

  /// Adds secrets; what is written from now on does not hold them.
  ///
  /// - Parameters:
  ///   - words: Values that are taken out wherever they stand; an empty one is passed over.
  ///   - patterns: What is taken out of each line.
  /// - Returns: What was not added, and why; the others were.
  @discardableResult
  package func add(words: [String], patterns: [String] = []) -> Outcome {
    if words.isEmpty, patterns.isEmpty { return Outcome() }
    return state.withLock { state in
      var outcome = Outcome()
      let known = (state.words.count, state.patterns.count)
      for (index, word) in words.enumerated() where !word.isEmpty {
        if word.utf8.count < RedactionWord.shortest {
          outcome.shortWords.append(index)
        } else {
          state.words.formUnion(RedactionWord.forms(of: word))
        }
      }
      for (index, pattern) in patterns.enumerated() where !state.patterns.contains(pattern) {
        do throws(RedactionPatternError) {
          // With those before: together they must not become too large.
          _ = try Redactor(words: [], patterns: state.patterns + [pattern])
          state.patterns.append(pattern)
        } catch {
          outcome.wrongPatterns.append((index, error))
        }
      }
      // Mostly it is the same token for every test.
      guard known != (state.words.count, state.patterns.count) else { return outcome }
      if let redactor = try? Redactor(words: state.words, patterns: state.patterns) {
        state.redactor = redactor
        for observer in state.observers { observer(redactor) }
        isActive.exchange(true)
      }
      return outcome
    }
  }

  /// Tells of what takes secrets out, now if there is something, and of everything that comes in its place.
  ///
  /// - Parameter observer: Is called one at a time, in order; it must not use these rules.
  package func observe(_ observer: @escaping @Sendable (Redactor) -> Void) {
    state.withLock { state in
      state.observers.append(observer)
      if let redactor = state.redactor { observer(redactor) }
    }
  }

  /// A text without secrets.
  package func redact(_ text: String) -> String {
    redactor?.redact(text) ?? text
  }

  /// The name of a file without secrets.
  package func redactedFileName(_ name: String) -> String {
    redactor?.redactedFileName(name) ?? name
  }
}
