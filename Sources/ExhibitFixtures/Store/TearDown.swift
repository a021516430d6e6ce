import ExhibitSupport

/// Something that is to be done at the end of a scope; what ``FixtureStore/addTearDown(of:named:_:)`` returns.
public final class TearDown: Sendable {
  package enum Body: Sendable {
    case plain(@Sendable () throws -> Void)
    case asynchronous(@Sendable () async throws -> Void)
  }

  /// What it is called in reports.
  public let name: String

  /// What is torn down, for reports.
  let subject: FixtureReport.Subject
  let applianceID: String?
  private let body: Locked<Body?>

  package init(named name: String, subject: FixtureReport.Subject, applianceID: String?, _ body: Body) {
    self.name = name
    self.subject = subject
    self.applianceID = applianceID
    self.body = Locked(body)
  }

  /// Sees to it that nothing is done at the end of the scope; harmless when that has begun.
  public func cancel() {
    // What the closure captured is let go outside of the lock.
    withExtendedLifetime(take()) {}
  }

  /// The body, for the one who runs it.
  func take() -> Body? {
    body.withLock { body in
      defer { body = nil }
      return body
    }
  }
}
