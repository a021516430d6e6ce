import Exhibit
import XCTest

/// Uses something of each scope, if `BEHAVIOUR_SCOPES` is set; the first test leaves something that cannot be torn down.
final class ScopeTests: XCTestCase {
  /// What happens, in order, goes to the file that the variable names.
  private static func note(_ text: String) {
    guard let path = ProcessInfo.processInfo.environment["BEHAVIOUR_SCOPES"],
      let file = FileHandle(forWritingAtPath: path)
    else { return }
    file.seekToEndOfFile()
    file.write(Data("\(text)\n".utf8))
    try? file.close()
  }

  override class func setUp() {
    guard ProcessInfo.processInfo.environment["BEHAVIOUR_SCOPES"] != nil else { return }
    for fixture in fixtures where fixture.scope == .class {
      do { _ = try fixture.value() } catch { note("\(error)") }
    }
  }

  override class func tearDown() { note("class ends") }

  override func setUpWithError() throws {
    if ProcessInfo.processInfo.environment["BEHAVIOUR_SCOPES"] == nil { throw XCTSkip("no scopes are wanted") }
  }

  private static let fixtures = FixtureScope.allCases.map { scope in
    Fixture<String>("\(scope) thing", scope: scope) {
      note("make \(scope)")
      return "a thing"
    } tearDown: { _ in
      note("end \(scope)")
      struct Stuck: Error {}
      if scope == .class { throw Stuck() }
    }
  }

  func test1() throws {
    try use()
    try FixtureStore.current?.addTearDown(named: "lamp") {
      struct StillOn: Error {}
      throw StillOn()
    }
  }

  func test2() throws { try use() }

  @MainActor func test3OnTheMainActor() async throws {
    try use()
    try FixtureStore.current?.addAsyncTearDown(named: "main") { await MainActor.run {} }
  }

  private func use() throws {
    for fixture in Self.fixtures { XCTAssertEqual(try fixture.value(), "a thing") }
  }
}
