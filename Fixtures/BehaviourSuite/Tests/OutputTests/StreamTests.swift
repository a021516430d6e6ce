import Foundation
import XCTest

/// What a test can find out about its streams and children, and what it can do to them in good manners.
final class StreamTests: XCTestCase {
  func test1HasNoChild() {
    // With `__WALL`, which Swift does not import, a process that runs one test only finds a child of Exhibit's.
    let isAlone = CommandLine.arguments.last?.contains("/test") == true && CommandLine.arguments.count > 1
    for options in [WNOHANG] + (isAlone ? [] : [WNOHANG | 0x4000_0000]) {
      errno = 0
      XCTAssertEqual(waitpid(-1, nil, options), -1)
      XCTAssertEqual(errno, ECHILD)
    }
  }

  func test2LooksAtTheStreams() {
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      var status = stat()
      XCTAssertEqual(fstat(stream, &status), 0)
      #if os(Linux)
        // The size is asked for with `F_GETPIPE_SZ`, which Swift does not import.
        print(isatty(stream), status.st_mode, fcntl(stream, 1032), fcntl(stream, F_GETFL), fcntl(stream, F_GETFD))
      #endif
    }
  }

  func test3ClosesAndReopens() {
    print("before")
    fflush(nil)
    let kept = dup(STDOUT_FILENO)
    close(STDOUT_FILENO)
    XCTAssertEqual(open("/dev/null", O_WRONLY), STDOUT_FILENO)
    print("into nothing")
    fflush(nil)
    XCTAssertEqual(dup2(kept, STDOUT_FILENO), STDOUT_FILENO)
    close(kept)
    print("after")
  }

  func test4RedirectsToAFile() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    fflush(nil)
    let kept = dup(STDERR_FILENO)
    let opened = open(file.path, O_WRONLY | O_CREAT, 0o600)
    dup2(opened, STDERR_FILENO)
    FileHandle.standardError.write(Data("into the file\n".utf8))
    dup2(kept, STDERR_FILENO)
    close(kept)
    close(opened)
    FileHandle.standardError.write(Data("not into the file\n".utf8))
    XCTAssertEqual(try String(contentsOf: file, encoding: .utf8), "into the file\n")
    try FileManager.default.removeItem(at: file)
  }

  func test5ForksAChildThatPrints() throws {
    print("not printed twice")
    fflush(nil)
    // Swift hides `fork`, because few programs survive it.
    let symbol = try XCTUnwrap(dlsym(nil, "fork"))
    let fork = unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)
    let child = fork()
    if child == 0 {
      puts("in the fork")
      exit(0)
    }
    var status: Int32 = 0
    XCTAssertEqual(waitpid(child, &status, 0), child)
    print("after the fork")
  }
}
