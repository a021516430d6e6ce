import ExhibitHooks

/// A hook event that Exhibit fires, in words.
package struct EventDescription: Sendable, Hashable {
  /// Its name, as in `start_test`.
  package let name: String
  /// When it is fired.
  package let moment: String
  /// The values that it carries.
  package let values: [String]

  /// All of them, in the order of a run.
  package static let all = [
    EventDescription(.startSession, "The first test event of a process.", ["run_id", "run_dir"]),
    EventDescription(
      .startTest, "Before a test's set-up.", ["test_name", "test_location", "test_id", "attempt", "artifact_path"]),
    EventDescription(.testIssue, "A failure, as it happens.", ["test_id", "message", "file", "line"]),
    EventDescription(.logMessage, "A line for the test's log.", ["test_id", "level", "message"]),
    EventDescription(.startStep, "A step begins.", ["test_id", "step", "depth"]),
    EventDescription(.finishStep, "A step has ended.", ["test_id", "step", "depth", "duration", "error"]),
    EventDescription(
      .saveArtifact, "An artifact was saved; fired with contents or a path alone, it saves one.",
      [
        "test_id", "description", "path", "content_type", "bytes", "group_id", "display_type", "contents",
        "contents_base64", "file_type", "file_name", "dont_write",
      ]),
    EventDescription(
      .fixture, "Something happened to a cached detail, a fixture or a resource.",
      ["test_id", "subject", "action", "name", "message", "appliance", "scope", "cause", "sender", "duration", "error"]),
    EventDescription(
      .finishTest, "A test's outcome is final.",
      ["test_name", "test_location", "test_id", "attempt", "artifact_path", "test_result", "duration", "message"]),
    EventDescription(.redact, "Secrets are asked for; plugins add to them.", ["words", "patterns"]),
    EventDescription(
      .buildReport, "Reports are rendered, unless the process has a single test.",
      ["run_id", "run_dir", "report_path", "reports"]),
    EventDescription(.finishSession, "The tests of a process are over.", ["run_id", "run_dir", "counts"]),
  ]

  private init(_ name: EventName, _ moment: String, _ values: [String]) {
    self.name = name.rawValue
    self.moment = moment
    self.values = values
  }
}
