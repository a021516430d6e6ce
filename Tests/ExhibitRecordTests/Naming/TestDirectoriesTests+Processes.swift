import ExhibitRecord
import TestSupport
import Testing

/// What one process leaves to the next, each with a table of its own.
extension TestDirectoriesTests {
  private func directory(_ id: String, in root: ScratchDirectory) throws -> String {
    try TestDirectories(root: root.path).directory(for: TestKey(id: id), attempt: 1)
  }

  @Test func aNameThatLooksLikeOneOfAnotherProcessIsNotTaken() throws {
    let root = try ScratchDirectory()
    #expect(try directory("App.Tests/testA", in: root) == "App/Tests/testA")
    let later = TestDirectories(root: root.path)
    #expect(try later.directory(for: TestKey(id: "App.Tests/testB"), attempt: 1) == "App/Tests/testB")
    #expect(try later.directory(for: TestKey(id: "App.Tests/TESTA"), attempt: 1).hasPrefix("App/Tests/TESTA@"))
    #expect(try later.directory(for: TestKey(id: "App.TESTS/testA"), attempt: 1).hasPrefix("App/TESTS@"))
    #expect(root.names(in: "App").count == 2)
  }

  @Test func aNameOutsideOfASCIIThatLooksLikeOneOfAnotherProcessIsNotTaken() throws {
    let root = try ScratchDirectory()
    #expect(try directory("App.Größe/testÜ", in: root) == "App/Größe/testÜ")
    let later = TestDirectories(root: root.path)
    #expect(try later.directory(for: TestKey(id: "App.Größe/a"), attempt: 1) == "App/Größe/a")
    #expect(try later.directory(for: TestKey(id: "App.Größe/testü"), attempt: 1).hasPrefix("App/Größe/testü@"))
    #expect(try later.directory(for: TestKey(id: "App.grösse/a"), attempt: 1).hasPrefix("App/grösse@"))
  }

  @Test func aLookAlikeThatComesAfterOneWasGivenUpIsSeen() throws {
    let root = try ScratchDirectory()
    _ = try directory("App.Tests/testA", in: root)
    let process = TestDirectories(root: root.path)
    #expect(try process.directory(for: TestKey(id: "App.Tests/TESTA"), attempt: 1).hasPrefix("App/Tests/TESTA@"))
    _ = try directory("App.Tests/testB", in: root)
    #expect(try process.directory(for: TestKey(id: "App.Tests/TESTB"), attempt: 1).hasPrefix("App/Tests/TESTB@"))
  }

  @Test func theSameAttemptSharesItsDirectory() throws {
    let root = try ScratchDirectory()
    #expect(try directory("App.Tests/testA", in: root) == "App/Tests/testA")
    #expect(try directory("App.Tests/testA", in: root) == "App/Tests/testA")
  }
}
