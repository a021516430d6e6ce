import ExhibitCore
import ExhibitFixtures
import ExhibitHooks
import ExhibitRecord

/// All that `exhibit doctor` has to say.
struct DoctorReport: Encodable {
  struct Value: Encodable {
    let key, value, origin: String
  }

  struct Plugin: Encodable {
    let name: String
    let options: [String]
  }

  struct Event: Encodable {
    let name, moment: String
    let values: [String]
  }

  struct SignalDeclaration: Encodable {
    let name, payload, documentation: String
  }

  let findings: [Finding]
  let configuration: [Value]
  let plugins: [Plugin]
  let events: [Event]
  let signals: [SignalDeclaration]

  /// Looks at everything.
  init(launch: LaunchState) {
    let loaded = LoadedConfiguration.load(launch: launch)
    let root = ArtifactRoot(path: loaded.artifactRoot)
    findings =
      PackageCheckup(directory: launch.workingDirectory).findings
      + ConfigurationCheckup(
        configuration: loaded, plugins: PluginCheck(loaded), environment: launch.environment
      ).findings
      + ArtifactRootCheckup(root: root, limits: loaded.limits).findings
      + RunsCheckup(root: root, policy: loaded.retentionPolicy).findings
      + LeftoversCheckup(root: root).findings
    configuration = loaded.effectiveValues(launch: launch)
      .map { Value(key: $0.key, value: $0.value, origin: $0.origin) }
    plugins = PluginCheck.builtIn.map { Plugin(name: $0.name, options: $0.options) }
    events = EventDescription.all.map { Event(name: $0.name, moment: $0.moment, values: $0.values) }
    RunSignals.declare()
    ResourceSignals.declare()
    signals = SignalNamespace.default.declarations.map {
      SignalDeclaration(name: $0.name, payload: $0.payload, documentation: $0.documentation)
    }
  }

  /// How many findings are of a kind.
  func count(_ status: Finding.Status) -> Int {
    findings.filter { $0.status == status }.count
  }
}
