import ExhibitCore
import ExhibitHooks
import Foundation

/// Names that somebody chose who does not mean well.
extension PluginSuite {
  /// Names of methods; each has broken some program.
  static let hostileNames = [
    "", ".", "..", "../../up", "/etc/passwd", "a/b", "a\\b", "a\0b", "a\nb", "\r\n", "\u{1B}[2J", "\u{7F}", "-rf", "~",
    "$(id)", "`id`", "%s%n", "\"quoted\"", "'quoted'", "<b>&amp;", "a:b|c?d*e", " ", "a.", ".hidden", "CON", "aux.txt",
    "e\u{301}", "é", "ﬁ", "\u{202E}abc", "\u{FEFF}a", "日本語", "👨‍👩‍👧‍👦", "[redacted]", "{}", "null", "Test", "test",
    String(repeating: "long", count: 200), String(repeating: "\u{301}", count: 200),
  ]

  func checkHostileNames() throws -> [String] {
    let idents = ["../up", "a/b", "/tmp", "new\nline", "\u{1B}[2J", String(repeating: "x", count: 300)]
    return try problems(withTests: Self.hostileNames, idents: [Self.ident])
      + problems(withTests: ["test"], idents: idents)
  }

  private func problems(withTests names: [String], idents: [String]) throws -> [String] {
    let rig = try rig(idents: idents)
    let before = Set(Self.names(in: rig.directory))
    let directories = rig.within { Self.run(names, in: rig) }
    rig.buildReports()
    rig.finishSession()
    var problems = failures(in: rig, idents: idents)
    for name in Self.names(in: rig.directory) where !before.contains(name) && name != "Artifacts" {
      problems.append("it has written \(JSONText.quoted(name)) into the package's root")
    }
    let known: Set<String> = ["events", "tests", "reports", "processes", "crashes"]
    for name in Self.names(in: rig.runDirectory) where !known.contains(name) && !name.hasPrefix(".") {
      problems.append("it has written \(JSONText.quoted(name)) into the run's directory")
    }
    if directories.count < names.count {
      problems.append("\(names.count) tests have \(directories.count) directories")
    }
    return problems
  }

  /// Runs a test of each name.
  ///
  /// - Returns: Their directories.
  private static func run(_ names: [String], in rig: PluginRig) -> Set<String> {
    var directories: Set<String> = []
    for name in names {
      let test = rig.startTest("RigTests.RigTests/" + name)
      useEvidence()
      TestEvidence.current.save(name, as: name)
      TestEvidence.current.log(name)
      directories.insert(rig.directory(of: test).path)
      rig.recordIssue(name, in: test, file: name)
      rig.finishTest(test, .failed, skipReason: name)
    }
    return directories
  }

  private static func names(in directory: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []).sorted()
  }
}
