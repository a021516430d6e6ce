import CExhibitRecord
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// The beginning of the record.
extension RunSession {
  static func openRecord(
    configuration: LoadedConfiguration, launch: LaunchState, ancestor: String?, watchesSignals: Bool
  ) -> (RunDirectory?, RecordWriter?) {
    var requested: RunID?
    if let name = launch.requestedRun {
      requested = RunID(name)
      if requested == nil {
        Diagnostics.shared.say(
          "EXHIBIT_RUN=\(name) is not a run id: letters, digits, '-', '_' and '.' only; this run gets an id of its own")
      }
    }
    // Before the first file: from then on none that may not grow ends the process.
    if watchesSignals { exhibit_watch_signals() }
    do throws(FileSystem.Failure) {
      let root = ArtifactRoot(path: configuration.artifactRoot)
      let entry = try RunEntry.enter(root, requested: requested, ancestor: ancestor)
      let run = entry.run
      var header = ProcessHeader(environment: launch.environment, sourceRoot: launch.workingDirectory)
      header.watchesSignals = watchesSignals
      header.testTimeout = TestTimeout(environment: launch.environment).seconds
      let writer = try RecordWriter(run: run, process: header, redaction: configuration.redaction) { incident in
        switch incident {
        case .incomplete(let failure):
          Diagnostics.shared.say("the record is incomplete: \(failure)", from: failure)
        case .tooLong:
          Diagnostics.shared.say("the record is incomplete: a line was too long")
        case .removed:
          Diagnostics.shared.say("\(run.path) was removed while its tests were running, and is made again")
          root.restore(run, ancestor: ancestor)
        }
      }
      configuration.retention(in: root, header: header)?.begin(isNewRun: entry.isNew)
      return (entry.run, writer)
    } catch {
      Diagnostics.shared.say(
        "no evidence is kept: \(error). Set EXHIBIT_ARTIFACT_DIR to a directory that can be written",
        from: EvidenceError(code: .unwritable, message: "\(error)", cause: .noRun))
      return (nil, nil)
    }
  }
}
