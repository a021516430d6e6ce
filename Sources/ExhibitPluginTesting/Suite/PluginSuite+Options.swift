import ExhibitCore
import ExhibitHooks

/// Names and options.
extension PluginSuite {
  func checkName() throws -> [String] {
    var problems: [String] = []
    let name = plugin.name
    if name.isEmpty || name.unicodeScalars.contains(where: { $0.value < 0x20 }) {
      problems.append("\(JSONText.quoted(name)) is no name that a configuration can ask for")
    }
    let isBuiltIn = PluginCheck.builtInTypes.contains { $0 == plugin }
    if !isBuiltIn, PluginCheck.builtIn.contains(where: { $0.name == name }) {
      problems.append("a plugin that comes with Exhibit is called '\(name)' too, and would be taken instead")
    }
    let rig = try rig()
    if rig.engine.events(of: Self.ident).isEmpty {
      problems.append(rig.messages.first ?? "it acts on no event")
    }
    return problems
  }

  func checkEmptyOptions() throws -> [String] {
    let rig = try rig(options: "{}")
    let refusals = rig.messages
    if rig.engine.events(of: Self.ident).isEmpty {
      // To ask for an option is fine.
      return refusals.contains { Self.isNamed(Self.ident, in: $0) } ? [] : ["it was not made, and nobody said why"]
    }
    return problems(in: rig)
  }

  func checkUnknownOption() throws -> [String] {
    let name = "no_such_option"
    let rig = try rig(entry: "\(name): 1,")
    runTests(in: rig)
    let path = "plugins.\(Self.ident).\(name)"
    guard rig.messages.contains(where: { $0.contains(path) }) else { return ["'\(name)' went unnoticed"] }
    let isMade = !rig.engine.events(of: Self.ident).isEmpty
    let others = failures(in: rig).filter { !$0.contains(path) }
    return (isMade ? [] : ["it was not made because of an option that it does not know"]) + others
  }

  func checkWrongOptions() throws -> [String] {
    let parsed: ConfigurationNode
    do {
      parsed = try JSON5Parser.parse(Array(options.utf8), file: "options")
    } catch {
      return ["the options of the suite cannot be read: \(error)"]
    }
    return try parsed.members.compactMap { wrong in
      let members = parsed.members.map { member in
        "\(JSONText.quoted(member.key)): \(member == wrong ? wrong.node.ofOtherType : JSONText.text(of: member.node))"
      }
      let rig = try rig(options: "{\(members.joined(separator: ", "))}")
      if rig.messages.contains(where: { Self.isNamed(Self.ident, in: $0) }) { return nil }
      return "'\(wrong.key)' may be \(wrong.node.ofOtherType), and nobody said a word"
    }
  }
}

extension ConfigurationNode {
  /// A value that no type reads that reads this one.
  fileprivate var ofOtherType: String {
    if case .object = value { return "7" }
    return "{}"
  }
}
