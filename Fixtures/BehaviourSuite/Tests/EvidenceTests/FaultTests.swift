import Exhibit
import XCTest

/// Keeps evidence before and after something goes wrong with where it is kept, if `BEHAVIOUR_FAULT` says what.
///
/// Whether the evidence could be kept is no part of the outcome.
final class FaultTests: XCTestCase {
  private static let environment = ProcessInfo.processInfo.environment

  /// What holds the descriptors until the process ends.
  nonisolated(unsafe) private static var taken: [Int32] = []  // Tests run one after the other.

  func test1BeforeTheFault() {
    keepSomething()
  }

  func test2CausesTheFault() throws {
    guard let fault = Self.environment["BEHAVIOUR_FAULT"] else { throw XCTSkip("no fault is wanted") }
    keepSomething()
    switch fault {
    case "none": break
    case "directory is removed":
      try FileManager.default.removeItem(atPath: XCTUnwrap(Self.environment["EXHIBIT_ARTIFACT_DIR"]))
    case "disk is full":
      for _ in 0..<40 { TestEvidence.current.save(Data(repeating: 0x78, count: 8000), as: "a lot") }
    case "inodes are used up":
      let directory = try XCTUnwrap(Self.environment["EXHIBIT_ARTIFACT_DIR"])
      var number = 0
      while FileManager.default.createFile(atPath: "\(directory)/\(number)", contents: nil) { number += 1 }
    case "directory is replaced":
      let directory = try XCTUnwrap(Self.environment["EXHIBIT_ARTIFACT_DIR"])
      try FileManager.default.removeItem(atPath: directory)
      try "in the way".write(toFile: directory, atomically: false, encoding: .utf8)
    case "flag is raised":
      FileManager.default.createFile(atPath: try XCTUnwrap(Self.environment["BEHAVIOUR_FLAG"]), contents: nil)
    case "file is long": TestEvidence.current.save(Data(repeating: 0x78, count: 200_000), as: "a lot")
    case "files are limited":
      limit(.fileSize, to: 100_000)
      TestEvidence.current.save(Data(repeating: 0x78, count: 200_000), as: "a lot")
    case "limit is exceeded":
      limit(.fileSize, to: 100_000)
      let path = NSTemporaryDirectory() + "/too-long"
      let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      let bytes = [UInt8](repeating: 0x78, count: 200_000)
      while write(file, bytes, bytes.count) > 0 {}
    case "descriptors are used up": useUpDescriptors()
    default: XCTFail("there is no fault '\(fault)'")
    }
    keepSomething()
  }

  func test3AfterTheFault() {
    keepSomething()
  }

  func test4Fails() {
    keepSomething()
    XCTFail("fails on purpose")
  }

  private func keepSomething() {
    print("something")
    TestEvidence.current.log("a line")
    TestEvidence.current.save("some text", as: "text")
  }

  private enum Resource {
    case descriptors
    case fileSize
  }

  private func limit(_ resource: Resource, to value: rlim_t) {
    #if canImport(Glibc)
      let number = __rlimit_resource_t((resource == .fileSize ? RLIMIT_FSIZE : RLIMIT_NOFILE).rawValue)
    #else
      let number = resource == .fileSize ? RLIMIT_FSIZE : RLIMIT_NOFILE
    #endif
    var limit = rlimit()
    getrlimit(number, &limit)
    limit.rlim_cur = min(limit.rlim_cur, value)
    setrlimit(number, &limit)
  }

  private func useUpDescriptors() {
    // libdispatch ends the process if it finds no descriptors when it first needs some, with Exhibit and without.
    // The main queue makes sure that the run loop has run.
    let fired = expectation(description: "the timer has fired")
    let timer = DispatchSource.makeTimerSource()
    timer.setEventHandler { DispatchQueue.main.async { fired.fulfill() } }
    timer.schedule(deadline: .now())
    timer.resume()
    wait(for: [fired], timeout: 60)
    timer.cancel()
    limit(.descriptors, to: 200)
    while case let descriptor = open("/dev/null", O_RDONLY), descriptor >= 0 { Self.taken.append(descriptor) }
  }
}
