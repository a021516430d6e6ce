package import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Writes Artifactor's `test-report.json`, and `bad-tests.txt`, the ids of the tests that are no success.
package final class PostResultPlugin: Plugin {
  package static let name = "post_result"

  package init(ident: String, options: NoOptions) {}

  package func register(in hooks: inout PluginHooks) {
    hooks.on(.buildReport) { event, update in
      guard let run = RunSession.current?.run else { return }
      let directory = try event[.reportPath]
      // From the record, which knows of all processes of the run and of tests that came to no end.
      let report = TestReport(try RunSummary.read(run))
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try FileSystem.makeDirectories(directory)
      let files = [
        ("test-report.json", try encoder.encode(report) + Data("\n".utf8)),
        ("bad-tests.txt", Data(report.badTests.map { $0.printable + "\n" }.joined().utf8)),
      ]
      for (name, data) in files {
        try data.withUnsafeBytes { try FileSystem.replace(directory + "/" + name, with: $0) }
      }
      update[.reports] = files.map { directory + "/" + $0.0 }
    }
  }
}
