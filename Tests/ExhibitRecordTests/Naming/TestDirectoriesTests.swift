import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct TestDirectoriesTests {
  @Test("1.6.4, F20: hostile keys get directories of their own, inside the root")
  func hostileKeysGetDirectoriesOfTheirOwn() throws {
    let root = try ScratchDirectory()
    let directories = TestDirectories(root: root.path + "/tests")
    let places = NamedPlace.generated(count: 10_000, seed: 1)
    var owners: [String: NamedPlace] = [:]
    for place in places {
      let path = try directories.directory(for: place.key, attempt: place.attempt)
      #expect(FoldedPath.objection(to: path) == nil, "\(path)")
      #expect(FileSystem.kind(of: root.path + "/tests/" + path) == .directory)
      let other = owners.updateValue(place, forKey: FoldedPath.of(path))
      #expect(other == nil, "\(path) is also that of \(other?.key.id.debugDescription ?? "")")
    }
    #expect(root.names() == ["tests"])
    let again = try places.map { try directories.directory(for: $0.key, attempt: $0.attempt) }
    #expect(Set(again).count == places.count)
    #expect(Set(again.map(FoldedPath.of)) == Set(owners.keys))
    // As another process, which knows nothing but what is on the disk.
    let other = TestDirectories(root: root.path + "/tests")
    var generator = SeededGenerator(seed: 2)
    for (place, path) in zip(places, again).shuffled(using: &generator).prefix(500) {
      let found = try other.directory(for: place.key, attempt: place.attempt)
      #expect(found == path, "\(place.key.id.debugDescription)")
    }
  }

  @Test func noDirectoryIsInsideAnother() throws {
    let root = try ScratchDirectory()
    let directories = TestDirectories(root: root.path)
    let places = NamedPlace.generated(count: 1500, seed: 3)
    let paths = Set(try places.map { try directories.directory(for: $0.key, attempt: $0.attempt) })
    for path in paths {
      var parent = path.parentPath
      while let directory = parent {
        #expect(!paths.contains(directory), "\(path)")
        parent = directory.parentPath
      }
    }
  }

  @Test func severalProcessesShareNoDirectory() throws {
    let root = try ScratchDirectory()
    let path = root.path
    let places = NamedPlace.generated(count: 1000, seed: 4)
    let tables = atOnce(4) { index in
      // As separate processes are: the objects know nothing of each other.
      let directories = TestDirectories(root: path)
      var generator = SeededGenerator(seed: UInt64(index))
      var table: [NamedPlace: String] = [:]
      for place in places.shuffled(using: &generator) {
        table[place] = try? directories.directory(for: place.key, attempt: place.attempt)
      }
      return table
    }
    var owners: [String: NamedPlace] = [:]
    for table in tables {
      #expect(table.count == places.count)
      for (place, path) in table {
        #expect(FileSystem.kind(of: root.path + "/" + path) == .directory, "\(path)")
        let owner = owners[FoldedPath.of(path), default: place]
        #expect(
          owner == place, "\(path) is that of \(owner.key.id.debugDescription) and \(place.key.id.debugDescription)")
        owners[FoldedPath.of(path)] = place
      }
    }
  }

  @Test func threadsShareOneTable() throws {
    let root = try ScratchDirectory()
    let directories = TestDirectories(root: root.path)
    let places = NamedPlace.generated(count: 500, seed: 5)
    let tables = atOnce(4) { index in
      var generator = SeededGenerator(seed: UInt64(index))
      var table: [NamedPlace: String] = [:]
      for place in places.shuffled(using: &generator) {
        table[place] = try? directories.directory(for: place.key, attempt: place.attempt)
      }
      return table
    }
    #expect(Set(tables).count == 1)
    #expect(Set(tables[0].values.map(FoldedPath.of)).count == places.count)
  }

  @Test(arguments: [
    ("App.Tests/testRename", 1, "App/Tests/testRename"),
    ("App.Outer.Inner/testRename", 1, "App/Outer/Inner/testRename"),
    ("App.Tests/testRename", 2, "App/Tests/testRename@attempt2"),
    ("App.Suite/rename()/Suite.swift:4:2", 1, "App/Suite/rename()"),
    ("App.Outer/Inner/rename()/Suite.swift:4:2", 1, "App/Outer/Inner/rename()"),
    ("App/rename()/Suite.swift:4:2", 1, "App/rename()"),
    ("App.Größe/testLänge", 1, "App/Größe/testLänge"),
    ("App.測試/名前を変える", 1, "App/測試/名前を変える"),
    ("App.Тест/проверка", 1, "App/Тест/проверка"),
    ("App.Tests/test_1", 1, "App/Tests/test_1"),
  ])
  func ordinaryNamesAreUnchanged(id: String, attempt: Int, path: String) throws {
    let root = try ScratchDirectory()
    #expect(try TestDirectories(root: root.path).directory(for: TestKey(id: id), attempt: attempt) == path)
  }

  @Test func aFileInTheWayIsLeftAlone() throws {
    let root = try ScratchDirectory()
    try root.write("mine", to: "App/Tests/testA")
    let path = try TestDirectories(root: root.path).directory(for: TestKey(id: "App.Tests/testA"), attempt: 1)
    #expect(path.hasPrefix("App/Tests/testA@"))
    #expect(root.text(of: "App/Tests/testA") == "mine")
  }

  @Test func aLinkInTheWayIsNotFollowed() throws {
    let root = try ScratchDirectory()
    let elsewhere = try ScratchDirectory()
    try root.makeDirectory("App")
    try root.link("App/Tests", to: elsewhere.path)
    try root.link("App/dangling", to: "nowhere")
    let directories = TestDirectories(root: root.path)
    let path = try directories.directory(for: TestKey(id: "App.Tests/testA"), attempt: 1)
    #expect(path.hasPrefix("App/Tests@"))
    #expect(try directories.directory(for: TestKey(id: "App.dangling/testA"), attempt: 1).hasPrefix("App/dangling@"))
    #expect(elsewhere.names().isEmpty)
  }

  @Test func aRootThatIsALinkIsNotFollowed() throws {
    let root = try ScratchDirectory()
    let elsewhere = try ScratchDirectory()
    try root.link("tests", to: elsewhere.path)
    #expect(throws: FileSystem.Failure.self) {
      try TestDirectories(root: root.path + "/tests").directory(for: TestKey(id: "App.Tests/testA"), attempt: 1)
    }
    #expect(elsewhere.names().isEmpty)
  }

  @Test func aRootBelowAFileIsAnError() throws {
    let root = try ScratchDirectory()
    try root.write("", to: "file")
    let error = #expect(throws: FileSystem.Failure.self) {
      try TestDirectories(root: root.path + "/file/tests").directory(for: TestKey(id: "App.Tests/testA"), attempt: 1)
    }
    #expect(error?.code == ENOTDIR)
  }
}
