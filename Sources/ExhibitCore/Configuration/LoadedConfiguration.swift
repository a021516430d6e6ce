import ExhibitRecord
import Foundation

/// The configuration of this process: what was read, where it leads, and what is wrong with it.
package struct LoadedConfiguration {
  /// What is in force.
  let settings: RunSettings

  /// The name of the file, for diagnostics; `exhibit.json` if there is none.
  package let file: String

  /// Whether there is a file that could be read.
  package var isFound: Bool { source != nil }

  /// What was read, if there is a file and it could be.
  let source: ConfigurationFile?

  /// The directory of all runs, an absolute path.
  package let artifactRoot: String

  /// What is taken out of everything that this process writes.
  let redaction: RedactionRules

  /// What is wrong; none of it stops a test run.
  package let diagnostics: [ConfigurationDiagnostic]

  /// Why there is a file and nothing of it could be read.
  package let unreadable: ConfigurationDiagnostic?

  /// Reads the configuration that belongs to a process.
  package static func load(launch: LaunchState) -> LoadedConfiguration {
    var diagnostics: [ConfigurationDiagnostic] = []
    var file: ConfigurationFile?
    do {
      file = try ConfigurationFile.load(
        from: launch.workingDirectory, explicitPath: launch.environment["EXHIBIT_CONFIG"])
    } catch let diagnostic as ConfigurationDiagnostic {
      diagnostics.append(diagnostic)
    } catch {
      diagnostics.append(ConfigurationDiagnostic("\(error)", file: "exhibit.json"))
    }
    let isUnreadable = file == nil && !diagnostics.isEmpty
    var settings = file.map { RunSettings(file: $0, diagnostics: &diagnostics) } ?? RunSettings()
    settings.take(ConfigurationVariable.all, environment: launch.environment, diagnostics: &diagnostics)
    settings.take(PluginVariables(launch.environment), diagnostics: &diagnostics)
    let root: String
    if let path = launch.environment["EXHIBIT_ARTIFACT_DIR"] {
      root = launch.absolute(path)
    } else if let path = settings.artifactDirectory, let folder = file?.folder {
      root = path.hasPrefix("/") ? path : launch.absolute((folder as NSString).appendingPathComponent(path))
    } else {
      root = launch.absolute("Artifacts")
    }
    let name = file?.name ?? "exhibit.json"
    let redaction = settings.redaction.rules(environment: launch.environment, diagnostics: &diagnostics)
    if file == nil, let failure = diagnostics.first {
      let guess = GuessedRedaction(
        directory: launch.workingDirectory, explicitPath: launch.environment["EXHIBIT_CONFIG"], file: failure.file)
      redaction.add(words: guess.variables.compactMap { launch.environment[$0] })
      if let diagnostic = guess.diagnostic { diagnostics.append(diagnostic) }
    }
    // One by one: a closure over a list would be the first of its kind in the process, which takes its time.
    if let mistake = SecondsVariable.testTimeout.mistake(in: launch.environment) { diagnostics.append(mistake) }
    if let mistake = SecondsVariable.slowHook.mistake(in: launch.environment) { diagnostics.append(mistake) }
    return LoadedConfiguration(
      settings: settings, file: name, source: file, artifactRoot: root, redaction: redaction, diagnostics: diagnostics,
      unreadable: isUnreadable ? diagnostics.first : nil)
  }
}
