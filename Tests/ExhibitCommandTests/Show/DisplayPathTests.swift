import ExhibitRecord
import Testing

@testable import ExhibitCommand

@Suite struct DisplayPathTests {
  private func run() throws -> RunDirectory {
    RunDirectory(id: try #require(RunID("r")), path: "/nowhere/runs/r")
  }

  @Test func pathOfTheRecordIsBelowTheRun() throws {
    #expect(DisplayPath.shown("tests/M/C/testA", in: try run()) == "/nowhere/runs/r/tests/M/C/testA")
  }

  /// A callback may have chosen a place outside of the run, which the record then has as an absolute path.
  @Test func absolutePathStaysAsItIs() throws {
    #expect(DisplayPath.shown("/elsewhere/testA", in: try run()) == "/elsewhere/testA")
  }

  @Test func controlCharactersAreVisible() throws {
    #expect(DisplayPath.shown("/a\u{1B}[31m", in: try run()) == #"/a\u{1B}[31m"#)
  }
}
