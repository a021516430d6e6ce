/// Something that the compatibility suite has found wrong with a plugin.
public struct PluginFinding: Sendable, Hashable, CustomStringConvertible {
  /// What is not met.
  public let requirement: PluginRequirement

  /// What happened.
  public let message: String

  /// Requirement and message.
  public var description: String { "\(requirement.rawValue): \(message)" }
}

/// A plugin that does not meet all requirements.
public struct PluginSuiteError: Error, Sendable, CustomStringConvertible {
  /// The plugin's name.
  public let plugin: String

  /// What was found, in the order of the requirements.
  public let findings: [PluginFinding]

  /// The plugin and what was found, a line each.
  public var description: String {
    "plugin '\(plugin)' does not meet all requirements:" + findings.map { "\n  \($0)" }.joined()
  }
}
