import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct AppendFileTests {
  private let scratch: ScratchDirectory
  private let file: AppendFile

  init() throws {
    scratch = try ScratchDirectory()
    file = try AppendFile(path: scratch.path + "/file")
  }

  private func write(_ text: String) -> Int { text.withContiguousUTF8 { file.write($0) } }

  /// The descriptors of this process that are open for a file.
  private func descriptors(of path: String) -> [Int32] {
    var wanted = stat()
    guard stat(path, &wanted) == 0 else { return [] }
    return (3..<1024).filter { descriptor in
      var status = stat()
      return fstat(descriptor, &status) == 0 && status.st_ino == wanted.st_ino && status.st_dev == wanted.st_dev
    }
  }

  @Test func bytesAreAppended() {
    #expect(write("a") == 1)
    #expect(write("bc") == 2)
    #expect(scratch.text(of: "file") == "abc")
  }

  /// A test that closes descriptors which are not its own must not find our lines in its own files.
  @Test func fileInThePlaceOfTheDescriptorIsLeftAlone() throws {
    #expect(write("a") == 1)
    let victim = open(scratch.path + "/victim", O_RDWR | O_CREAT, 0o666)
    let own = try #require(descriptors(of: file.path).first)
    #expect(dup2(victim, own) == own)
    #expect(write("b") == 1)
    #expect(scratch.text(of: "victim") == "")
    #expect(scratch.text(of: "file") == "ab")
    close(own)
    close(victim)
  }

  @Test func closedDescriptorIsReplaced() throws {
    #expect(write("a") == 1)
    close(try #require(descriptors(of: file.path).first))
    #expect(write("b") == 1)
    #expect(scratch.text(of: "file") == "ab")
  }

  @Test func fileThatIsGoneIsAnErrorOnceItsDescriptorIs() throws {
    close(try #require(descriptors(of: file.path).first))
    #expect(unlink(file.path) == 0)
    #expect(write("b") == -1)
  }
}
