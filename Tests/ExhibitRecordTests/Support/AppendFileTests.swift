import CExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitRecord

@Suite struct AppendFileTests {
  private let scratch: ScratchDirectory
  private let file: AppendFile

  init() throws {
    scratch = try ScratchDirectory()
    file = try AppendFile(path: scratch.path + "/file")
  }

  /// Writes a text; whether the file had been removed and is there again.
  @discardableResult
  private func write(_ text: String) throws -> Bool {
    switch text.withContiguousUTF8({ file.write($0) }) {
    case .all(let isRestored): return isRestored
    case .part(let count): throw FileSystem.Failure(path: "\(count) bytes of \(file.path)", code: ENOSPC)
    case .nothing(let failure): throw failure
    }
  }

  /// The descriptors of this process that are open for a file.
  private func descriptors(of path: String) -> [Int32] {
    var wanted = stat()
    guard stat(path, &wanted) == 0 else { return [] }
    return (3..<1024).filter { descriptor in
      var status = stat()
      return fstat(descriptor, &status) == 0 && status.st_ino == wanted.st_ino && status.st_dev == wanted.st_dev
    }
  }

  @Test func bytesAreAppended() throws {
    try write("a")
    try write("bc")
    #expect(scratch.text(of: "file") == "abc")
  }

  /// A test that closes descriptors which are not its own must not find our lines in its own files.
  @Test func fileInThePlaceOfTheDescriptorIsLeftAlone() throws {
    try write("a")
    let victim = open(scratch.path + "/victim", O_RDWR | O_CREAT, 0o666)
    let own = try #require(descriptors(of: file.path).first)
    #expect(dup2(victim, own) == own)
    try write("b")
    #expect(scratch.text(of: "victim") == "")
    #expect(scratch.text(of: "file") == "ab")
    close(own)
    close(victim)
  }

  @Test func closedDescriptorIsReplaced() throws {
    try write("a")
    close(try #require(descriptors(of: file.path).first))
    try write("b")
    #expect(scratch.text(of: "file") == "ab")
  }

  @Test func fileThatIsGoneIsAnErrorOnceItsDescriptorIs() throws {
    close(try #require(descriptors(of: file.path).first))
    #expect(unlink(file.path) == 0)
    #expect(throws: FileSystem.Failure.self) { try write("b") }
  }

  /// Somebody clears the artifacts away while the tests are running.
  @Test func removedFileIsMadeAgainWithAllThatWasWritten() throws {
    let path = scratch.path + "/runs/1/events/file"
    try FileSystem.makeDirectories(scratch.path + "/runs/1/events")
    let file = try AppendFile(path: path)
    let long = String(repeating: "x", count: 100_000)
    #expect(long.withContiguousUTF8 { file.write($0) } == .all(isRestored: false))
    try FileManager.default.removeItem(atPath: scratch.path + "/runs")
    #expect("end".withContiguousUTF8 { file.write($0) } == .all(isRestored: true))
    #expect("!".withContiguousUTF8 { file.write($0) } == .all(isRestored: false))
    #expect(scratch.text(of: "runs/1/events/file") == long + "end!")
  }

  @Test func whatTookThePlaceOfARemovedFileIsLeftAlone() throws {
    try write("a")
    #expect(unlink(file.path) == 0)
    try scratch.write("not ours", to: "file")
    #expect(throws: FileSystem.Failure.self) { try write("b") }
    #expect(scratch.text(of: "file") == "not ours")
  }

  @Test func restoredFileHasTheLock() throws {
    #expect(file.lock())
    try write("a")
    #expect(unlink(file.path) == 0)
    #expect(try write("b"))
    #expect(exhibit_is_locked(file.path) == 1)
  }
}
