import ExhibitCore
import ExhibitHooks

/// The rigs of the suite, and what happens in them.
extension PluginSuite {
  /// The ident of the instance that is looked at.
  static let ident = "first"

  /// Makes a rig with instances of the plugin and no other plugin.
  ///
  /// - Parameters:
  ///   - idents: Their idents.
  ///   - options: Their options, if not those of the suite.
  ///   - keys: More keys of the configuration, each with a comma behind it.
  ///   - entry: More of each instance, with a comma behind it.
  ///   - isTwice: Whether the plugin is registered twice.
  ///   - more: Registers more callbacks.
  /// - Returns: The rig.
  /// - Throws: What keeps it from being made.
  func rig(
    idents: [String] = [ident], options: String? = nil, keys: String = "", entry: String = "", isTwice: Bool = false,
    more: @escaping @Sendable (HookEngine) throws -> Void = { _ in }
  ) throws -> PluginRig {
    let members = Self.members(of: options ?? self.options)
    let entries = idents.map { ident in
      "\(JSONText.quoted(ident)): {enabled: true, plugin: \(JSONText.quoted(plugin.name)), \(entry)\n\(members)\n}"
    }
    return try PluginRig(
      plugin,
      configuration: """
        {\(keys) plugins: {log: {enabled: false}, output: {enabled: false},
        \(entries.joined(separator: ",\n"))
        }}
        """, files: files
    ) { [setUp, plugin] hooks in
      if isTwice { hooks.register(plugin) }
      try setUp(hooks)
      try more(hooks)
    }
  }

  /// What stands between the braces of an object.
  private static func members(of options: String) -> String {
    let start = options.firstIndex(of: "{")
    let end = options.lastIndex(of: "}")
    guard let start, let end, start < end else { return options }
    return String(options[options.index(after: start)..<end])
  }

  /// Has tests start, do something and end, with values that are always there.
  func runTests(in rig: PluginRig) {
    rig.runTest("RigTests.RigTests/testPasses") { Self.useEvidence() }
    let failing = rig.startTest("RigTests.RigTests/testFails")
    rig.recordIssue("it failed", in: failing)
    rig.finishTest(failing, .failed)
    let skipped = rig.startTest("RigTests.RigTests/testIsSkipped")
    rig.finishTest(skipped, .skipped)
    rig.buildReports()
    rig.finishSession()
  }

  /// Does what a test does with its evidence.
  static func useEvidence() {
    let evidence = TestEvidence.current
    evidence.log("a line")
    evidence.step("a step") { _ = evidence.save("a text", as: "a text") }
    TestEvidence.redact("a value that nobody has")
  }

  /// Has tests run in a rig.
  ///
  /// - Returns: What is wrong with the plugin then.
  func problems(in rig: PluginRig) -> [String] {
    runTests(in: rig)
    return failures(in: rig)
  }

  /// What the rig has against the instances.
  func failures(in rig: PluginRig, idents: [String] = [ident, "second"]) -> [String] {
    let failures = rig.failures.filter { idents.contains($0.hook) }.map(\.description)
    let messages = rig.messages.filter { message in
      idents.contains { Self.isNamed($0, in: message) } && !failures.contains(message)
    }
    return failures + messages
  }

  /// Whether a message names an instance.
  static func isNamed(_ ident: String, in message: String) -> Bool {
    message.contains("'\(ident)'") || message.contains("plugins.\(ident)")
  }
}
