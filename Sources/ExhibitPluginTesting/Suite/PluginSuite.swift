public import ExhibitHooks
import ExhibitSupport

/// A compatibility suite for plugins: whether one does its work whatever a configuration and a test run bring.
///
/// It needs no test framework. In a test, whatever the framework:
/// ```swift
/// try PluginSuite(OwnerPlugin.self, options: "{owners: {sales: 'Ann'}}").check()
/// ```
/// Each requirement has rigs of its own (``PluginRig``), in which instances of the plugin are made as a configuration
/// makes them. A plugin that runs programs, or talks to a server, does so some twenty times.
public struct PluginSuite: Sendable {
  let plugin: any Plugin.Type
  let options: String
  let files: [String: String]
  let setUp: @Sendable (HookEngine) throws -> Void

  /// The requirements that are looked at.
  public let requirements: Set<PluginRequirement>

  /// Creates a suite for a plugin.
  ///
  /// - Parameters:
  ///   - plugin: The plugin.
  ///   - options: Options with which it works, as an object: what stands beside `enabled` and `plugin`.
  ///   - files: Files that it needs in the package's root, by their relative paths.
  ///   - exceptions: What it is known not to meet, such as ``PluginRequirement/background`` if it adds values.
  ///   - setUp: Registers the callbacks whose values it needs.
  public init(
    _ plugin: any Plugin.Type, options: String = "{}", files: [String: String] = [:],
    except exceptions: Set<PluginRequirement> = [],
    setUp: @escaping @Sendable (HookEngine) throws -> Void = { _ in }
  ) {
    self.plugin = plugin
    self.options = options
    self.files = files
    self.setUp = setUp
    requirements = Set(PluginRequirement.allCases).subtracting(exceptions)
  }

  /// Looks at all requirements.
  ///
  /// - Throws: ``PluginSuiteError`` if one is not met, and what keeps a rig from being made.
  public func check() throws {
    let findings = try findings()
    if !findings.isEmpty { throw PluginSuiteError(plugin: plugin.name, findings: findings) }
  }

  /// Looks at all requirements.
  ///
  /// - Returns: What is not met; nothing, if all is well.
  /// - Throws: What keeps a rig from being made.
  public func findings() throws -> [PluginFinding] {
    var findings: [PluginFinding] = []
    for requirement in PluginRequirement.allCases where requirements.contains(requirement) {
      var seen: Set<String> = []
      for problem in try problems(with: requirement) where seen.insert(problem).inserted {
        findings.append(PluginFinding(requirement: requirement, message: problem))
      }
    }
    return findings
  }

  private func problems(with requirement: PluginRequirement) throws -> [String] {
    switch requirement {
    case .name: try checkName()
    case .emptyOptions: try checkEmptyOptions()
    case .unknownOption: try checkUnknownOption()
    case .wrongOption: try checkWrongOptions()
    case .severalIdents: try checkSeveralIdents()
    case .optionalValues: try problems(in: rig())
    case .missingValues: try checkMissingValues()
    case .testWithoutEnd: try checkTestWithoutEnd()
    case .endWithoutStart: try checkEndWithoutStart()
    case .testsAtOnce: try checkTestsAtOnce()
    case .throwingNeighbours: try checkThrowingNeighbours()
    case .doubleHooks: try checkDoubleHooks()
    case .silence: try checkSilence()
    case .hostileNames: try checkHostileNames()
    case .threaded: try problems(in: rig(idents: ["first", "second"], keys: "threaded: true,"))
    case .background: try problems(in: rig(entry: "background: true,"))
    }
  }
}
