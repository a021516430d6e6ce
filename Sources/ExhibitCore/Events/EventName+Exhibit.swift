public import ExhibitHooks

extension EventName {
  /// The first real test event of this process; carries `run_id` and `run_dir`.
  public static let startSession: EventName = "start_session"

  /// Before a test's set-up; carries `test_name`, `test_location`, `test_id`, `attempt` and, from the pre callback of
  /// that name, `artifact_path`.
  public static let startTest: EventName = "start_test"

  /// Before anything of a test is written, and when secrets are added; carries `words` and `patterns`, to both of which
  /// hooks may add.
  public static let redact: EventName = "redact"

  /// A failure, as it happens, on whatever thread; carries `test_id`, `message`, `file` and `line`.
  public static let testIssue: EventName = "test_issue"

  /// A log line; carries `test_id`, `level` and `message`.
  public static let logMessage: EventName = "log_message"

  /// A step begins; carries `test_id`, `step` and `depth`.
  public static let startStep: EventName = "start_step"

  /// A step has ended; carries `test_id`, `step`, `depth`, `duration` and, if it threw, `error`.
  public static let finishStep: EventName = "finish_step"

  /// An artifact was saved; carries `test_id`, `description`, `path`, `content_type` and `bytes`.
  ///
  /// Whoever fires it without `bytes`, but with `contents` or the `path` of a file, asks for an artifact: it is saved
  /// before the hooks of plugins run, which then see the values above.
  public static let saveArtifact: EventName = "save_artifact"

  /// Something happened to a cached detail, a fixture or a resource; carries `subject`, `action`, `name`, `message`, and
  /// as far as there are any `test_id`, `appliance`, `scope`, `cause`, `sender`, `duration` and `error`.
  public static let fixture: EventName = "fixture"

  /// A test's outcome is final; carries what ``startTest`` does, `test_result` and `duration`.
  public static let finishTest: EventName = "finish_test"

  /// Reports are rendered, over what the record holds by now; carries `run_id`, `run_dir` and `report_path`.
  ///
  /// A hook that writes a report adds its path to `reports`.
  public static let buildReport: EventName = "build_report"

  /// This process's tests are over; carries `run_id`, `run_dir` and `counts`.
  public static let finishSession: EventName = "finish_session"
}
