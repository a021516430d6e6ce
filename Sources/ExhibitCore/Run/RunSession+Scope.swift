import ExhibitHooks

extension RunSession {
  /// What makes a session that of a closure.
  package typealias Scope = @Sendable (() -> Void) -> Void

  /// Makes a session of its own that goes on after the call.
  ///
  /// - Parameters:
  ///   - launch: What was true when the process was loaded.
  ///   - body: Is given the session, and what makes it that of a closure. Who calls ``finish()`` does it in there.
  /// - Returns: What the closure returns.
  package static func makeSession<Result>(launch: LaunchState, _ body: (RunSession, @escaping Scope) -> Result)
    -> Result
  {
    withSession(launch: launch) { session in body(session, session.scope() ?? { $0() }) }
  }

  /// Takes away what needs the session, so that the engine may be used when the session is gone.
  package func removeDefaultCallbacks() {
    for event in [EventName.startTest, .finishTest] { engine.removeCallback(before: event, named: "artifact_path") }
    engine.removeCallback(before: .saveArtifact, named: "save_artifact")
    engine.removeCallback(after: .redact, named: "redact")
  }
}
