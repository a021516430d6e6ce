import Foundation
import Testing

/// Tests of the other library, which run in a process of their own.
@Suite struct TestingTests {
  @Test func passes() {}

  @Test func endsAChild() async {
    await #expect(processExitsWith: .exitCode(7)) { exit(7) }
  }
}
