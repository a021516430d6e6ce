import ExhibitRecord
import TestSupport
import Testing

/// First attempts at tests with plain names have a way of their own.
extension TestDirectoriesTests {
  @Test func plainNamesThatLookAlikeAreToldApart() throws {
    let root = try ScratchDirectory()
    let directories = TestDirectories(root: root.path)
    let suite = TestKey.Suite(module: "App", suites: ["Tests"])
    let names = (0..<200).flatMap { ["testName\($0)", "testNAME\($0)", "TESTname\($0)"] }
    let keys = names.map { TestKey(suite: suite, name: $0) }
    let paths = try keys.map { try directories.directory(for: $0, attempt: 1) }
    #expect(paths.filter { !$0.contains("@") } == (0..<200).map { "App/Tests/testName\($0)" })
    #expect(Set(paths.map { $0.lowercased() }).count == paths.count)
    // Whoever asks again, also with a key that was read, gets the same; and nothing more is made.
    #expect(try keys.map { try directories.directory(for: TestKey(id: $0.id), attempt: 1) } == paths)
    #expect(root.names(in: "App/Tests").count == paths.count)
  }

  @Test func aPlainNameGivesWayToWhatIsThereAlready() throws {
    let root = try ScratchDirectory()
    _ = try root.makeDirectory("App/Tests/TESTname")
    let directories = TestDirectories(root: root.path)
    let suite = TestKey.Suite(module: "App", suites: ["Tests"])
    let path = try directories.directory(for: TestKey(suite: suite, name: "testName"), attempt: 1)
    #expect(path.hasPrefix("App/Tests/testName@"))
    #expect(root.names(in: "App/Tests").count == 2)
    let other = try directories.directory(for: TestKey(suite: suite, name: "testOther"), attempt: 1)
    #expect(other == "App/Tests/testOther")
    #expect(try directories.directory(for: TestKey(suite: suite, name: "testOTHER"), attempt: 1).contains("@"))
  }

  @Test func aNameAndThatOfATypeBesideItAreToldApart() throws {
    let root = try ScratchDirectory()
    let directories = TestDirectories(root: root.path)
    let inner = TestKey.Suite(module: "App", suites: ["Tests", "testName"])
    let outer = TestKey.Suite(module: "App", suites: ["Tests"])
    let first = try directories.directory(for: TestKey(suite: outer, name: "TestName"), attempt: 1)
    let second = try directories.directory(for: TestKey(suite: inner, name: "testInner"), attempt: 1)
    #expect(first == "App/Tests/TestName")
    #expect(second.hasPrefix("App/Tests/testName@"))
  }
}
