import ExhibitCore
import ExhibitRecord
import TestSupport
import Testing

@testable import ExhibitXCTest

@Suite struct TestObjectsTests {
  private final class Object {}

  private let objects = (0..<50).map { _ in Object() }
  private let keys = (0..<50).map { TestKey(id: "App.Tests/test\($0)") }

  private var planned: TestObjects {
    TestObjects(planned: objects.map { ObjectIdentifier($0) }, keys: keys)
  }

  @Test(arguments: 0..<20) func eachPlannedObjectHasItsKeyAndItsAttemptInWhateverOrder(seed: UInt64) throws {
    var tests = planned
    var generator = SeededGenerator(seed: seed)
    var order = Array(objects.indices)
    if seed > 0 { order.shuffle(using: &generator) }
    let scratch = try ScratchDirectory()
    let launch = LaunchState(
      workingDirectory: scratch.path, requestedRun: nil, environment: EnvironmentVariables([:]))
    RunSession.withSession(launch: launch) { session in
      var attempts: [Int: TestAttempt] = [:]
      for place in order + [order[3], order[0]] {
        let object = ObjectIdentifier(objects[place])
        let key = tests.start(object)
        #expect(key == (attempts[place] == nil ? keys[place] : nil))
        let attempt = session.testStarted(keys[place])
        tests.setAttempt(attempt, of: object)
        attempts[place] = attempt
      }
      for (place, attempt) in attempts { #expect(tests.attempt(of: ObjectIdentifier(objects[place])) === attempt) }
    }
  }

  @Test func anObjectThatWasNotPlannedHasNoKey() {
    var tests = planned
    let other = Object()
    #expect(tests.start(ObjectIdentifier(other)) == nil)
    #expect(tests.attempt(of: ObjectIdentifier(other)) == nil)
    #expect(tests.start(ObjectIdentifier(objects[0])) == keys[0])
  }
}
