import ExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitCommand

/// What a crashed process left is deleted by a program on request.
@Suite struct LeftoversWorkTests {
  private let scratch: ScratchDirectory
  private let root: ArtifactRoot

  init() throws {
    scratch = try ScratchDirectory()
    root = ArtifactRoot(path: scratch.path + "/Artifacts")
    // Written by hand: no other test's child can have inherited a lock of it.
    var lines: [String] = []
    for (number, path) in ["users/1", "users/a%20b", nil].enumerated() {
      lines.append(
        #"{"state":"creating","number":\#(number),"path":"users","provider":"shop","place":"http://shop/api"}"#)
      if let path { lines.append(#"{"state":"created","number":\#(number),"path":"\#(path)"}"#) }
    }
    try scratch.write(lines.joined(separator: "\n") + "\n", to: notes)
  }

  private let notes = "Artifacts/.resources/vm-1-dead.jsonl"

  /// A program that notes its arguments.
  private func program(_ script: String) throws -> String {
    let path = try scratch.write("#!/bin/sh\n\(script)\n", to: "program")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  private func run(_ program: String, isDryRun: Bool = false) -> [String] {
    let lines = LeftoversWork(root: root, program: program, isDryRun: isDryRun).run()
    return lines.text(isDryRun: isDryRun, style: Style(isColored: false)).split(separator: "\n").map(String.init)
  }

  private let unknown =
    "kept     perhaps something in users of 'shop' at http://shop/api: its path is not known, so look there yourself"

  @Test func programDeletesTheLastFirst() throws {
    let program = try program(#"echo "$EXHIBIT_PROVIDER $@" >>"$(dirname "$0")/calls""#)
    #expect(
      run(program) == [
        unknown, "deleted  users/a%20b of 'shop' at http://shop/api", "deleted  users/1 of 'shop' at http://shop/api",
      ])
    #expect(scratch.text(of: "calls") == "shop http://shop/api users/a%20b\nshop http://shop/api users/1\n")
    #expect(scratch.text(of: notes) == nil)
    #expect(run(program) == ["Nothing was left on an appliance."])
  }

  @Test func whatTheProgramDoesNotDeleteStays() throws {
    let program = try program(#"test "$2" = users/1 || exit 7"#)
    #expect(run(program)[1] == "kept     users/a%20b of 'shop' at http://shop/api: \(program) ended with 7")
    #expect(
      scratch.text(of: notes)?.hasSuffix(#"{"number":0,"state":"gone"}\#n{"number":2,"state":"gone"}\#n"#) == true)
  }

  @Test func programThatIsNotThereDeletesNothing() throws {
    #expect(run("/nowhere/program")[1].hasSuffix(": /nowhere/program ended with 127"))
    #expect(scratch.text(of: notes)?.hasSuffix(#"{"number":2,"state":"gone"}\#n"#) == true)
  }

  @Test func dryRunOnlyLists() throws {
    let program = try program("exit 1")
    #expect(run(program, isDryRun: true).count == 3)
    #expect(run(program, isDryRun: true)[2] == "left     users/1 of 'shop' at http://shop/api")
    #expect(scratch.text(of: notes)?.contains("gone") == false)
  }

  @Test func verbAndDoctorKnowThem() async throws {
    let findings = LeftoversCheckup(root: root).findings
    #expect(
      findings.map(\.message) == [
        """
        process vm-1-dead has left users/1 of 'shop' at http://shop/api, users/a%20b of 'shop' at http://shop/api, \
        perhaps something in users of 'shop' at http://shop/api
        """
      ])
    #expect(findings.first?.remedy?.contains("prune --resources") == true)
    let arguments = ["--package-path", scratch.path, "--resources", try program("true")]
    #expect(try await PruneVerb.parsed(arguments).run() == .unreadableInput)
    #expect(try await PruneVerb.parsed(arguments).run() == .success)
    #expect(LeftoversCheckup(root: root).findings.isEmpty)
  }
}
