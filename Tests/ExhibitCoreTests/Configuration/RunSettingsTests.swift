import ExhibitRecord
import Testing

@testable import ExhibitCore

@Suite struct RunSettingsTests {
  private func read(_ text: String) throws -> (settings: RunSettings, diagnostics: [String]) {
    let root = try JSON5Parser.parse(Array(text.utf8), file: "exhibit.json")
    var diagnostics: [ConfigurationDiagnostic] = []
    let settings = RunSettings(
      file: ConfigurationFile(path: "/p/exhibit.json", name: "exhibit.json", root: root), diagnostics: &diagnostics)
    return (settings, diagnostics.map(\.description))
  }

  @Test func nothingSaidIsTheDefaults() throws {
    let settings = try read("{}").settings
    #expect(settings.retention == RetentionPolicy(runs: 10, artifacts: .all))
    let limits = settings.limits
    #expect((limits.artifact, limits.run, limits.output) == (100 << 20, 2 << 30, 16 << 20))
  }

  @Test func everyKeyIsRead() throws {
    let (settings, diagnostics) = try read(
      #"{retain: {runs: 3, artifacts: "failed"}, limits: {artifact: "1KiB", run: 5e6, output: 7}}"#)
    #expect(diagnostics.isEmpty)
    #expect(settings.retention == RetentionPolicy(runs: 3, artifacts: .failed))
    #expect(
      (settings.limits.artifact, settings.limits.run, settings.limits.output) == (1024, 5_000_000, 7))
  }

  @Test func aMistakeIsNamedAndLeavesTheOthersInForce() throws {
    let (settings, diagnostics) = try read(
      """
      {
        limits: {artifact: "much", run: -1, output: 1.5, outpt: 1},
        retain: {runs: "3", artifacts: "faild", run: 1},
      }
      """)
    let remedy =
      "write a whole number of bytes, or one with a unit of B, KB, MB, GB, KiB, MiB or GiB: \"100MiB\""
    #expect(
      diagnostics == [
        "exhibit.json:2:22: limits.artifact: expected a size, found the string 'much'; \(remedy)",
        "exhibit.json:2:35: limits.run: expected a size, found -1; \(remedy)",
        "exhibit.json:2:47: limits.output: expected a size, found 1.5; \(remedy)",
        "exhibit.json:2:52: limits.outpt: unknown key; did you mean 'output'?",
        "exhibit.json:3:18: retain.runs: expected a number of runs, found the string '3'; "
          + "write a whole number of at least 0; the newest run always stays",
        "exhibit.json:3:34: retain.artifacts: unknown value 'faild'; did you mean 'failed'?",
        "exhibit.json:3:43: retain.run: unknown key; did you mean 'runs'?",
      ])
    #expect(settings.retention == RetentionPolicy())
    #expect(settings.limits == LimitSettings())
  }

  @Test(arguments: ["3", "[1]", "null", "true", "\"all\""])
  func whatIsNoObjectIsNamed(value: String) throws {
    let diagnostics = try read("{retain: \(value), limits: \(value)}").diagnostics
    #expect(diagnostics.count == 2)
    #expect(diagnostics[0].hasPrefix("exhibit.json:1:10: retain: expected an object, found "))
    #expect(diagnostics[1].hasSuffix(#"; write {"artifact": "100MiB"}"#))
  }

  @Test(arguments: ["-1", "1.5", "true", "null", "[]"])
  func aNumberOfRunsIsAWholeOne(value: String) throws {
    #expect(try read("{retain: {runs: \(value)}}").diagnostics.count == 1)
    #expect(try read("{retain: {artifacts: \(value)}}").diagnostics.count == 1)
  }
}
