import ExhibitRecord
import Testing

@testable import ExhibitCore

/// Configurations of Rigger and Artifactor load; what has no meaning here is said, and stops nothing.
@Suite struct RiggerConfigurationTests {
  private func read(_ root: ConfigurationNode) -> (settings: RunSettings, diagnostics: [ConfigurationDiagnostic]) {
    var diagnostics: [ConfigurationDiagnostic] = []
    let file = ConfigurationFile(path: "/p/exhibit.yml", name: "exhibit.yml", root: root)
    return (RunSettings(file: file, diagnostics: &diagnostics), diagnostics)
  }

  @Test("1.3.1, F12: the example of Rigger's document loads as it stands")
  func exampleOfTheDocumentLoads() throws {
    let document = "{squash_exceptions: true, threaded: true, plugins: {test: {enabled: true, plugin: \"test\"}}}"
    expectExample(try JSON5Parser.parse(Array(document.utf8), file: "exhibit.json"))
  }

  #if YAML
    @Test("1.3.1, F12: the example of Rigger's document loads as it stands there")
    func exampleOfTheDocumentLoadsAsYAML() throws {
      let yaml = """
        squash_exceptions: True
        threaded: True
        plugins:
            test:
                enabled: True
                plugin: test
        """
      expectExample(try YAMLReader.parse(Array(yaml.utf8), file: "exhibit.yml"))
    }
  #endif

  private func expectExample(_ root: ConfigurationNode) {
    let (settings, diagnostics) = read(root)
    #expect(diagnostics.isEmpty)
    #expect(settings.squashesExceptions && settings.isThreaded)
    #expect(
      settings.plugins.map { "\($0.ident) \($0.plugin) \($0.isEnabled)" }
        == ["log log true", "output output true", "test test true"])
  }

  @Test("1.3.1, 1.6.4, F19: keys that have no meaning here are named with what replaces them")
  func keysWithoutMeaningAreWarnings() throws {
    let text = """
      {
        server_address: "127.0.0.1", server_port: 21212, server_enabled: true, log_dir: "log", root: "/r",
        overwrite: true, args: {}, per_run: "run", reuse_dir: true, squash_exceptions: false,
        plugins: {logger: {enabled: true, plugin: "logger", background: true}},
      }
      """
    let (settings, diagnostics) = read(try JSON5Parser.parse(Array(text.utf8), file: "exhibit.json"))
    #expect(diagnostics.allSatisfy { $0.severity == .warning && $0.suggestion != nil })
    #expect(
      diagnostics.compactMap(\.keyPath) == [
        "server_address", "server_port", "server_enabled", "log_dir", "root", "overwrite", "args",
      ])
    #expect(!settings.squashesExceptions && settings.layout == .run && settings.reusesDirectories)
    #expect(settings.plugins.last?.isInBackground == true)
  }

  @Test func variablesOverrideSingleKeys() {
    var settings = RunSettings()
    var diagnostics: [ConfigurationDiagnostic] = []
    let environment = EnvironmentVariables([
      "EXHIBIT_PER_RUN": "none", "EXHIBIT_REUSE_DIR": "false", "EXHIBIT_SQUASH_EXCEPTIONS": "0",
      "EXHIBIT_THREADED": "TRUE", "EXHIBIT_RETAIN_RUNS": "3", "EXHIBIT_RETAIN_ARTIFACTS": "faild",
      "EXHIBIT_LIMITS_OUTPUT": "1KiB", "EXHIBIT_PLUGINS_LOG_ENABLED": "0",
    ])
    settings.take(ConfigurationVariable.all, environment: environment, diagnostics: &diagnostics)
    settings.take(PluginVariables(environment), diagnostics: &diagnostics)
    #expect(settings.layout == .none && !settings.reusesDirectories)
    #expect(!settings.squashesExceptions && settings.isThreaded)
    #expect(settings.retention == RetentionPolicy(runs: 3, artifacts: .all))
    #expect(settings.limits.output == 1024 && settings.limits.artifact == LimitSettings().artifact)
    #expect(settings.plugins.map(\.isEnabled) == [false, true])
    #expect(
      diagnostics.map(\.description) == ["EXHIBIT_RETAIN_ARTIFACTS: unknown value 'faild'; did you mean 'failed'?"])
  }
}
