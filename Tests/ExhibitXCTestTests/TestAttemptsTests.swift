import ExhibitCore
import ExhibitRecord
import TestSupport
import Testing

@testable import ExhibitXCTest

@Suite struct TestAttemptsTests {
  private final class Object {}

  @Test(arguments: 0..<20) func eachObjectHasItsLastAttempt(seed: UInt64) throws {
    let objects = (0..<10).map { _ in Object() }
    var attempts = TestAttempts()
    var generator = SeededGenerator(seed: seed)
    let scratch = try ScratchDirectory()
    let launch = LaunchState(
      workingDirectory: scratch.path, requestedRun: nil, environment: EnvironmentVariables([:]))
    RunSession.withSession(launch: launch) { session in
      var expected: [Int: TestAttempt] = [:]
      for _ in 0..<60 {
        let place = Int.random(in: objects.indices, using: &generator)
        let object = ObjectIdentifier(objects[place])
        #expect(attempts.attempt(of: object) === expected[place])
        let attempt = session.testStarted(TestKey(id: "App.Tests/test\(place)"))
        attempts.set(attempt, of: object)
        expected[place] = attempt
        #expect(attempts.attempt(of: object) === attempt)
      }
    }
  }
}
