import Exhibit
import Foundation

/// Connects receivers to the signals about the run, as `BEHAVIOUR_SIGNALS` says.
final class ExhibitSetup: RunSetup {
  struct Refusal: Error {}

  static func setUp(_ hooks: HookEngine) throws {
    let words = ProcessInfo.processInfo.environment["BEHAVIOUR_SIGNALS"]?.split(separator: ",").map(String.init) ?? []
    if words.contains("failing") {
      try RunSignals.testStarted.connect(named: "refuses") { _ in throw Refusal() }
      try RunSignals.testTornDown.connect(named: "refuses too") { _ in throw Refusal() }
      try RunSignals.runFinished.connect(named: "fails at shutdown") { _ in throw Refusal() }
      try RunSignals.testFinished.connectAsync(named: "cannot be waited for") { _ in }
    }
    if words.contains("journal") {
      try connectJournal()
      for event in [
        EventName.startSession, .startTest, .testIssue, .saveArtifact, .finishTest, .buildReport, .finishSession,
      ] {
        hooks.after(event, named: "journal") { event, _ in SignalJournal.write("  hook \(event.name)") }
      }
      hooks.after(.finishTest, named: "refuses one") { event, _ in
        if try event[.testName] == "test2Fails" { throw Refusal() }
      }
    }
  }

  private static func connectJournal() throws {
    try RunSignals.runStarted.connect { run in
      SignalJournal.write("run_started \(run.directory.hasSuffix(run.runID) ? "with" : "without") its directory")
    }
    try RunSignals.testStarted.connect { test in
      SignalJournal.write("test_started \(test.testID) \(test.attempt) \(test.outcome?.rawValue ?? "running")")
    }
    try RunSignals.testFailed.connect { failure in
      SignalJournal.write("test_failed \(failure.message) \(failure.line ?? 0 > 0 ? "with" : "without") line")
    }
    try RunSignals.artifactSaved.connect { saved in
      SignalJournal.write("artifact_saved \(saved.artifact.description)")
    }
    try RunSignals.testFinished.connect { test in
      SignalJournal.write("test_finished \(test.outcome?.rawValue ?? "running")")
    }
    try RunSignals.testTornDown.connect { end in
      let error = end.hookError.map { "\($0)" } ?? "no error of a hook"
      SignalJournal.write(
        "test_torn_down \(end.test.outcome?.rawValue ?? "running"), \(end.failure?.message ?? "no failure"), \(error)")
    }
    try RunSignals.reportsStarted.connect { _ in SignalJournal.write("reports_started") }
    try RunSignals.reportsFinished.connect { report in
      SignalJournal.write("reports_finished, \(report.files.isEmpty ? "none" : "some")")
    }
    try RunSignals.runFinished.connect { _ in SignalJournal.write("run_finished") }
    try RunSignals.processExiting.connect { _ in SignalJournal.write("process_exiting") }
  }
}
