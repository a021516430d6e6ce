import ExhibitHooks
import ExhibitRecord

extension RunSession {
  /// Has the plugins render their reports over what the record holds by now.
  func buildReports() {
    guard let run, engine.hasHooks(for: .buildReport) else { return }
    send(
      RunSignals.reportsStarted,
      ReportInformation(runID: run.id.rawValue, directory: run.reports, files: [], hookError: nil))
    let result = engine.fire(
      .buildReport, ["run_id": run.id.rawValue, "run_dir": run.path, "report_path": run.reports], afterPre: nil)
    report(result)
    send(
      RunSignals.reportsFinished,
      ReportInformation(
        runID: run.id.rawValue, directory: result.locals[.reportPath] ?? run.reports,
        files: result.locals[.reports] ?? [], hookError: result.failures.first?.error))
  }
}
