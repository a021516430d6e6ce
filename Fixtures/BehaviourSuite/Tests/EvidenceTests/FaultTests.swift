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

  private func useUpDescriptors() {
    // libdispatch ends the process if it finds no descriptors when it first needs some, with Exhibit and without.
    let fired = expectation(description: "the timer has fired")
    let timer = DispatchSource.makeTimerSource()
    timer.setEventHandler { fired.fulfill() }
    timer.schedule(deadline: .now())
    timer.resume()
    wait(for: [fired], timeout: 60)
    timer.cancel()
    var limit = rlimit()
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    getrlimit(resource, &limit)
    limit.rlim_cur = min(limit.rlim_cur, 200)
    setrlimit(resource, &limit)
    while case let descriptor = open("/dev/null", O_RDONLY), descriptor >= 0 { Self.taken.append(descriptor) }
  }
}
