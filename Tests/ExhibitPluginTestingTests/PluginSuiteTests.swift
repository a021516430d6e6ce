import ExhibitCore
import ExhibitHooks
import ExhibitPluginTesting
import Foundation
import Testing

@Suite struct PluginSuiteTests {
  private func findings<F: Fault>(
    _ fault: F.Type, only requirements: Set<PluginRequirement> = Set(PluginRequirement.allCases)
  ) throws -> [PluginFinding] {
    let others = Set(PluginRequirement.allCases).subtracting(requirements)
    return try PluginSuite(BadPlugin<F>.self, except: others).findings()
  }

  @Test func aGoodPluginMeetsAll() throws {
    try PluginSuite(NotePlugin.self, options: "{text: 'hi', level: 2}").check()
    #expect(try PluginSuite(NotePlugin.self).findings() == [])
  }

  @Test func aPluginThatDoesNothingIsFound() throws {
    #expect(try findings(DoesNothing.self, only: [.name]).map(\.message) == ["it acts on no event"])
  }

  @Test func anOptionalValueThatIsAskedForIsFound() throws {
    let found = try findings(NeedsLine.self, only: [.optionalValues])
    #expect(
      found.map(\.description) == [
        "optionalValues: hook 'first' failed at 'test_issue': hook 'first' for event 'test_issue' needs the value 'line', "
          + "which the event does not carry"
      ])
  }

  @Test func anErrorThatDoesNotNameTheValueIsFound() throws {
    let found = try findings(SaysLittle.self, only: [.missingValues])
    #expect(found.map(\.message).count == 1)
    #expect(found.first?.message.hasPrefix("at 'start_test' without values it threw Mishap(); ") == true)
  }

  @Test func trustInEndsIsFound() throws {
    #expect(try findings(WantsEnds.self).map(\.requirement) == [.testWithoutEnd, .testsAtOnce])
  }

  @Test func trustInStartsIsFound() throws {
    #expect(
      try findings(WantsStarts.self, only: [.endWithoutStart, .optionalValues]).map(\.description) == [
        "endWithoutStart: hook 'first' failed at 'finish_test': Mishap()"
      ])
  }

  @Test func onePlaceForAllTestsIsFound() throws {
    #expect(
      try findings(HasOnePlace.self).map(\.description) == [
        "testsAtOnce: two tests one after the other have 2 files, and at once 1"
      ])
  }

  @Test func instancesThatShareAFileAreFound() throws {
    let found = try findings(WritesOneFile.self, only: [.severalIdents])
    #expect(found.map(\.message).count == 1 && found[0].message.contains("state.txt"))
  }

  @Test func twoHooksForAnEventAreFound() throws {
    let found = try findings(HasTwoHooks.self, only: [.doubleHooks])
    #expect(
      found.map(\.message) == ["plugin 'first' has two hooks for 'start_test'; the second replaces the first"])
  }

  @Test func whatIsPrintedIsFound() throws {
    let found = try findings(Prints.self, only: [.silence]).map(\.message)
    #expect(found.contains("it prints 'bad: start of RigTests.RigTests/testPasses'"))
  }

  @Test func aFileOutsideOfTheTestsIsFound() throws {
    let found = try findings(TrustsNames.self, only: [.hostileNames]).map(\.message)
    #expect(found.contains { $0.hasPrefix("it has written ") && $0.hasSuffix(" into the package's root") })
  }

  @Test func trustInOneThreadIsFound() throws {
    #expect(
      try findings(IsNotForThreads.self, only: [.threaded]).first?.description
        == "threaded: hook 'first' failed at 'start_test': Mishap()")
  }

  @Test func aValueThatIsAddedInTheBackgroundIsFound() throws {
    let found = try findings(AddsValues.self)
    #expect(found.map(\.requirement) == [.background])
    #expect(found[0].message.contains("cannot update 'more'"))
  }

  @Test func anOptionOfAnyTypeIsFound() throws {
    let found = try PluginSuite(CarelessPlugin.self, options: "{level: 1}").findings()
    #expect(
      found.map(\.description) == [
        "unknownOption: 'no_such_option' went unnoticed", "wrongOption: 'level' may be {}, and nobody said a word",
      ])
  }

  @Test func whatIsFoundIsAnErrorThatListsIt() throws {
    let suite = PluginSuite(BadPlugin<AddsValues>.self)
    let error = #expect(throws: PluginSuiteError.self) { try suite.check() }
    #expect(error?.plugin == "bad" && error?.findings.count == 1)
    #expect(error?.description.hasPrefix("plugin 'bad' does not meet all requirements:\n  background: ") == true)
    try PluginSuite(BadPlugin<AddsValues>.self, except: [.background]).check()
  }

  @Test func valuesOfCallbacksCanBeGiven() throws {
    try PluginSuite(
      AreaPlugin.self,
      setUp: { hooks in
        hooks.before(.finishTest, named: "area") { _, update in update.locals[named: "area"] = "sales" }
      }
    ).check()
    #expect(try PluginSuite(AreaPlugin.self).findings().contains { $0.message.contains("needs the value 'area'") })
  }

  // The plugin `output` has the streams of the whole process, and is none that a rig can have.
  @Test(
    "The plugins that come with Exhibit meet all requirements",
    arguments: [
      ("log", "{}"), ("tail", "{paths: ['server.log'], limit: '1KiB'}"),
      ("command", "{command: ['true'], timeout: 20}"),
      ("command", "{command: ['sleep', '60'], event: 'start_test', until: 'finish_test', environment: {A: 'b'}}"),
      ("redact", "{words: ['a secret word'], words_from_files: ['secrets'], patterns: ['id=[0-9]+']}"),
      ("post_result", "{}"),
    ])
  func builtInPluginsMeetAll(name: String, options: String) throws {
    let plugin = try #require(PluginCheck.builtInTypes.first { $0.name == name })
    // The others act at the moment of their events, or add values.
    let except: Set<PluginRequirement> = name == "command" ? [] : [.background]
    try PluginSuite(
      plugin, options: options, files: ["server.log": "before\n", "secrets": "another word\n"], except: except
    ).check()
  }
}

/// A plugin that takes any options.
private final class CarelessPlugin: Plugin {
  struct Options: Decodable, Sendable {
    init(from decoder: any Decoder) {}
  }
  static let name = "careless"
  init(ident: String, options: Options) {}
  func register(in hooks: inout PluginHooks) { hooks.on(.startTest) { _ in } }
}

/// A plugin that needs a value which a callback computes.
private final class AreaPlugin: Plugin {
  static let name = "area"
  init(ident: String, options: NoOptions) {}
  func register(in hooks: inout PluginHooks) {
    hooks.on(.finishTest) { event in _ = try event[ValueKey<String>("area")] }
  }
}
