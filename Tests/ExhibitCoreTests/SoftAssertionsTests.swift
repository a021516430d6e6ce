import ExhibitCore
import ExhibitSupport
import Foundation
import Testing

/// Soft assertions without a framework: what is reported goes into a list.
///
/// The reporter is the process's, so the tests take turns, and nobody else uses it.
@Suite(.serialized) struct SoftAssertionsTests {
  private struct Mishap: Error {}

  /// What is reported while the closure runs.
  private func reported(_ body: () throws -> Void) rethrows -> [String] {
    let list = Locked<[String]>([])
    SoftAssertions.reporter.withLock { $0 = .framework { failure in list.withLock { $0.append(failure.message) } } }
    defer { SoftAssertions.reporter.withLock { $0 = .nobody } }
    try body()
    return list.withLock { $0 }
  }

  /// A helper that knows neither a framework nor a scope.
  private func check(_ number: Int) {
    softAssert(number < 3, "\(number) is too much")
  }

  @Test("1.6.8: failures are collected and reported together, in order, from helpers too")
  func failuresAreReportedAtTheEnd() {
    var before = -1
    let messages = reported {
      SoftAssertions.collect { soft in
        soft.expect(false, "first")
        check(2)
        check(3)
        soft.expect(true, "fine")
        before = soft.failures.count
      }
    }
    #expect(before == 2)
    #expect(messages == ["first", "3 is too much"])
  }

  @Test("1.6.8: the list is live, and can be cleared") func listIsLive() {
    let messages = reported {
      SoftAssertions.collect { soft in
        soft.fail("one")
        #expect(soft.failures.map(\.message) == ["one"])
        soft.fail("two", file: "a.swift", line: 7)
        #expect(soft.failures.last?.description == "two (a.swift:7)")
        soft.clear()
        #expect(soft.failures.isEmpty)
        soft.fail("three")
      }
    }
    #expect(messages == ["three"])
  }

  @Test func errorsAreFailures() {
    let messages = reported {
      SoftAssertions.collect { soft in
        #expect(soft.catching("saving") { throw Mishap() } == nil)
        #expect(soft.catching { 7 } == 7)
        #expect(!soft.expect(try { throw Mishap() }(), "asking"))
        soft.expect(false)
        #expect(throws: Mishap.self) {
          try SoftAssertions.collect { inner in
            inner.fail("before it threw")
            throw Mishap()
          }
        }
      }
    }
    #expect(
      messages == ["saving: Mishap()", "asking: Mishap()", "the condition does not hold", "before it threw"])
  }

  @Test func innerScopesHandOverToOuterOnes() {
    let messages = reported {
      SoftAssertions.collect { outer in
        outer.fail("outer")
        SoftAssertions.collect { inner in
          inner.fail("cleared")
          inner.clear()
          check(5)
          #expect(inner.failures.count == 1 && outer.failures.count == 1)
        }
        #expect(outer.failures.map(\.message) == ["outer", "5 is too much"])
      }
    }
    #expect(messages == ["outer", "5 is too much"])
  }

  @Test func aScopeThatHasEndedReportsAtOnce() {
    var kept: SoftAssertions?
    let messages = reported {
      SoftAssertions.collect { kept = $0 }
      kept?.fail("late")
      check(9)
    }
    #expect(messages == ["late", "9 is too much"])
  }

  @Test func threadsOfATestReachItsScope() {
    let messages = reported {
      let scope = SoftAssertions.beginTest()
      DispatchQueue.concurrentPerform(iterations: 100) { check($0) }
      #expect(scope.failures.count == 97)
      scope.endTest()
    }
    #expect(Set(messages).count == 97)
    #expect(SoftAssertions.current == nil)
  }

  @Test func tasksOfAScopeReachIt() async {
    let count = await SoftAssertions.collect { soft in
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<10 { group.addTask { check(number) } }
      }
      defer { soft.clear() }
      return soft.failures.count
    }
    #expect(count == 7)
  }

  @Test func failuresAreInTheLogAsTheyHappen() throws {
    let session = try TestSession()
    session.test { _, _ in
      SoftAssertions.collect { soft in
        soft.fail("odd", file: "a.swift", line: 3)
        #expect(session.text("log.txt")?.contains("warning   soft assertion failed: odd (a.swift:3)\n") == true)
        soft.clear()
        #expect(session.text("log.txt")?.contains("warning   soft assertions cleared: 1\n") == true)
      }
    }
  }

  @Test func aFailureThatNobodyHearsOfIsSaid() throws {
    SoftAssertions.reporter.withLock { $0 = .nobody }
    let session = try TestSession()
    session.test { _, _ in check(4) }
    #expect(session.messages.count == 1 && session.messages[0].contains("4 is too much"))
  }
}
