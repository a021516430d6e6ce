import ExhibitHooks
import ExhibitRecord

/// What a configuration says about a command.
package struct CommandOptions: PluginOptions {
  /// After which tests it is run.
  package enum Condition: String, Decodable, CaseIterable, Sendable {
    case always
    case failed
    case passed

    /// Whether it holds for a test that ended so.
    func holds(for outcome: TestOutcome?) -> Bool {
      guard self != .always else { return true }
      guard let outcome = outcome.flatMap({ Outcome(rawValue: $0.rawValue) }) else { return false }
      return self == .failed ? outcome.isBad : outcome == .passed
    }
  }

  /// The event at which it is started.
  package var event = "finish_test"
  /// The event at which it is asked to end; without one it is waited for at once.
  package var until: String?
  /// After which tests it is run, or, if it runs during the test, what it left is kept.
  package var when = Condition.always
  /// The program and its arguments.
  package var command: [String] = []
  /// How many seconds it may take, or take to end when it is asked to.
  package var timeout = 30.0
  /// Variables beside those of the tests.
  package var environment: [String: String] = [:]

  package init() {}

  /// What keeps a command with these options from working.
  var mistake: String? {
    let texts = command + environment.flatMap { [$0.key, $0.value] }
    if command.first?.isEmpty ?? true { return "'command' must name a program: [\"./screenshot.sh\"]" }
    if texts.contains(where: { $0.utf8.contains(0) }) { return "'command' and 'environment' cannot hold a NUL" }
    if environment.keys.contains(where: { $0.isEmpty || $0.contains("=") }) {
      return "'environment' holds a name that no variable can have"
    }
    if !(timeout > 0 && timeout <= 86_400) { return "'timeout' must be a number of seconds above 0, at most 86400" }
    if until == event { return "'until' must be another event than 'event'" }
    if when != .always, EventName(rawValue: until ?? event) != .finishTest {
      return "'when' needs the outcome of a test, which only 'finish_test' knows"
    }
    return nil
  }
}
