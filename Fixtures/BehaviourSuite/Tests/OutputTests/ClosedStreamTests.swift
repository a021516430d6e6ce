import Dispatch
import Foundation
import Helper
import XCTest

/// What has the numbers of the standard streams if `BEHAVIOUR_OUTPUT` is `look`, and after a test that closes standard
/// output for good if it is `closed`.
final class ClosedStreamTests: XCTestCase {
  private static let wish = ProcessInfo.processInfo.environment["BEHAVIOUR_OUTPUT"]

  override func setUpWithError() throws {
    guard ["look", "closed"].contains(Self.wish) else { throw XCTSkip("no stream is closed") }
  }

  func test1ClosesTheStream() {
    guard Self.wish == "closed" else { return }
    makeOthersOpenTheirs()
    print("before")
    fflush(nil)
    close(STDOUT_FILENO)
  }

  func test2LooksAtTheStreams() {
    look()
  }

  func test3LooksAtTheStreamsAgain() {
    look()
  }

  /// Dispatch and the run loop open descriptors when they need them, under whatever number is free.
  private func makeOthersOpenTheirs() {
    let expectations = (0..<2).map { _ in expectation(description: "a moment has passed") }
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(1)) { expectations[0].fulfill() }
    DispatchQueue.global().asyncAfter(wallDeadline: .now() + .milliseconds(1)) { expectations[1].fulfill() }
    wait(for: expectations, timeout: 60)
    RunLoop.current.run(until: Date(timeIntervalSinceNow: 0.001))
  }

  private func look() {
    keep("a text", as: "kept.txt")
    for stream in 0..<3 {
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(stream)")
      XCTAssertFalse(target?.contains("/runs/") == true, "\(stream) is \(target ?? "closed")")
    }
    guard Self.wish == "closed" else { return }
    XCTAssertEqual(fcntl(STDOUT_FILENO, F_GETFD), -1)
    print("into nothing")
    fflush(nil)
    XCTAssertEqual(open("/dev/null", O_WRONLY), STDOUT_FILENO)
    close(STDOUT_FILENO)
  }
}
