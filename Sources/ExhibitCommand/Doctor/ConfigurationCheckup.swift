import ExhibitCore
import ExhibitRecord

/// Looks at the configuration, its plugins and the variables.
struct ConfigurationCheckup {
  let configuration: LoadedConfiguration
  let plugins: PluginCheck
  let environment: EnvironmentVariables

  var findings: [Finding] {
    var findings = (configuration.diagnostics + plugins.mistakes).map { Finding($0) }
    if findings.isEmpty {
      findings.append(
        configuration.isFound
          ? Finding(.ok, "configuration", configuration.file)
          : Finding(.ok, "configuration", "no \(configuration.file); the defaults are in force"))
    }
    for name in plugins.unchecked {
      findings.append(Finding(.ok, "plugin", "\(name) is looked for in the process of the tests; not checked here"))
    }
    if environment["EXHIBIT_DISABLED"] == "1" {
      findings.append(
        Finding(.warning, "environment", "EXHIBIT_DISABLED=1: nothing is recorded", remedy: "unset EXHIBIT_DISABLED"))
    }
    if environment["EXHIBIT_AUTO"] == "0" {
      findings.append(
        Finding(
          .warning, "environment", "EXHIBIT_AUTO=0: only tests that add an ExhibitObserver are recorded",
          remedy: "unset EXHIBIT_AUTO, or add an ExhibitObserver"))
    }
    if let run = environment["EXHIBIT_RUN"] {
      findings.append(
        RunID(run) == nil
          ? Finding(
            .problem, "environment", "EXHIBIT_RUN=\(run) is not a run id",
            remedy: "use letters, digits, '-', '_' and '.' only")
          : Finding(.ok, "environment", "EXHIBIT_RUN=\(run): tests join that run"))
    }
    return findings
  }
}
