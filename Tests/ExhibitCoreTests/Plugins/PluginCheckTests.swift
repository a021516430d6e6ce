import ExhibitCore
import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct PluginCheckTests {
  /// The configuration of the article about the plugins that come with Exhibit.
  private let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../Fixtures/GettingStarted/plugins.json").standardizedFileURL.path

  @Test func theExampleOfTheDocumentationIsRight() throws {
    let configuration = LoadedConfiguration.load(
      launch: LaunchState(
        workingDirectory: "/", requestedRun: nil, environment: EnvironmentVariables(["EXHIBIT_CONFIG": example])))
    let check = PluginCheck(configuration)
    #expect(configuration.diagnostics.isEmpty && check.mistakes.isEmpty && check.unchecked.isEmpty)
    let text = try #require(FileSystem.text(of: example))
    #expect(PluginCheck.builtIn.allSatisfy { text.contains($0.name) })
  }

  @Test func optionsAreListedWithTheirDefaults() {
    let options = Dictionary(uniqueKeysWithValues: PluginCheck.builtIn.map { ($0.name, $0.options) })
    #expect(
      options == [
        "log": ["level = debug"], "output": ["limit = nil"],
        "command": [
          "command = []", "environment = [:]", "event = finish_test", "timeout = 30.0", "until = nil", "when = always",
        ],
        "tail": ["limit = 1MiB", "paths = []"],
        "redact": ["patterns = []", "words = []", "words_from = []", "words_from_files = []"],
        "post_result": [],
      ])
  }
}
