import ExhibitSupport

/// Something that happened to a detail, a fixture or a resource, for the record and the log of the test that caused it.
package struct FixtureReport: Sendable {
  /// What it happened to.
  package enum Subject: String, Sendable {
    case detail, fixture, resource, teardown
  }

  /// What happened.
  package enum Action: String, Sendable {
    /// A detail was fetched.
    case fetched
    /// A detail was taken from another process of the run.
    case shared
    /// The first read since a detail that had become stale was fetched again.
    case reused
    /// A detail became stale.
    case invalidated
    /// A fixture or resource was made.
    case created
    /// A resource was changed.
    case updated
    /// A resource was deleted.
    case deleted
    /// A fixture came to its end.
    case tornDown
  }

  package let subject: Subject
  package let action: Action
  package let name: String
  /// The appliance that it belongs to.
  package var applianceID: String?
  package var scope: FixtureScope?
  /// Why: the name of a signal, or words such as `clear`.
  package var cause: String?
  /// Who sent the signal.
  package var sender: String?
  package var duration: Duration?
  /// What went wrong.
  package var error: String?

  package init(
    _ subject: Subject, _ action: Action, _ name: String, applianceID: String? = nil, scope: FixtureScope? = nil,
    cause: String? = nil, sender: String? = nil, duration: Duration? = nil, error: String? = nil
  ) {
    self.subject = subject
    self.action = action
    self.name = name
    self.applianceID = applianceID
    self.scope = scope
    self.cause = cause
    self.sender = sender
    self.duration = duration
    self.error = error
  }

  /// What happened, in a line for people.
  package var text: String {
    var text = "\(subject.rawValue) \(name)"
    if let applianceID { text += " of \(applianceID)" }
    text += action == .tornDown ? " torn down" : " \(action.rawValue)"
    if let cause { text += ", \(cause)" }
    if let sender { text += " from \(sender)" }
    if let scope, scope != .test { text += ", for the \(scope.rawValue)" }
    if let duration { text += " (\(duration.milliseconds))" }
    if let error { text += ": \(error)" }
    return text
  }
}
