import CExhibitRecord
package import ExhibitSupport

/// Failures that do not stop a test, collected and reported together, each with its own place.
///
/// ```swift
/// SoftAssertions.collect { soft in
///   soft.expect(page.title == "Stoves", "the title is \(page.title)")
///   checkFooter(of: page)
/// }
/// ```
/// A helper that knows no test framework reaches the scope in which it is called by ``softAssert(_:_:file:line:)``. Scopes
/// nest: what an inner one has collected is handed to the one around it. Each failure stands in the test's log as it
/// happens.
public final class SoftAssertions: Sendable {
  /// A failure that was caught.
  public struct Failure: Sendable, CustomStringConvertible {
    /// What is wrong.
    public let message: String

    /// Where that was found out.
    public let file: StaticString

    /// The line there.
    public let line: UInt

    /// The message and the place.
    public var description: String { "\(message) (\(file):\(line))" }
  }

  private struct State {
    var failures: [Failure] = []
    var isOpen = true
  }

  private let outer: SoftAssertions?
  private let state = Locked(State())

  private init(inside outer: SoftAssertions?) {
    self.outer = outer
  }

  // MARK: Collecting

  /// What was caught so far, in order; it grows as failures happen.
  public var failures: [Failure] { state.withLock { $0.failures } }

  /// Takes a failure in.
  ///
  /// - Parameters:
  ///   - message: What is wrong.
  ///   - file: Where that was found out.
  ///   - line: The line there.
  public func fail(_ message: String, file: StaticString = #filePath, line: UInt = #line) {
    let failure = Failure(message: message, file: file, line: line)
    Self.log("soft assertion failed: \(failure)")
    add([failure])
  }

  /// Takes a failure in if a condition does not hold, or throws.
  ///
  /// - Parameters:
  ///   - condition: The condition.
  ///   - message: What is wrong then.
  ///   - file: Where that was found out.
  ///   - line: The line there.
  /// - Returns: Whether the condition holds.
  @discardableResult
  public func expect(
    _ condition: @autoclosure () throws -> Bool, _ message: @autoclosure () -> String = "",
    file: StaticString = #filePath, line: UInt = #line
  ) -> Bool {
    let failure: String
    do {
      if try condition() { return true }
      let message = message()
      failure = message.isEmpty ? "the condition does not hold" : message
    } catch {
      let message = message()
      failure = "\(message.isEmpty ? "the condition threw" : message): \(error)"
    }
    fail(failure, file: file, line: line)
    return false
  }

  /// Runs a part of the test, and takes a failure in if it throws.
  ///
  /// - Parameters:
  ///   - message: What is wrong then, beside the error.
  ///   - file: Where that was found out.
  ///   - line: The line there.
  ///   - body: The part.
  /// - Returns: What the body returns, or `nil` if it threw.
  @discardableResult
  public func catching<R>(
    _ message: String = "", file: StaticString = #filePath, line: UInt = #line, _ body: () throws -> R
  ) -> R? {
    do {
      return try body()
    } catch {
      fail(message.isEmpty ? "\(error)" : "\(message): \(error)", file: file, line: line)
      return nil
    }
  }

  /// Forgets what was caught in this scope.
  public func clear() {
    let count = state.withLock { state in
      defer { state.failures = [] }
      return state.failures.count
    }
    if count > 0 { Self.log("soft assertions cleared: \(count)") }
  }

  /// Takes failures in; a scope that has ended passes them on.
  private func add(_ failures: [Failure]) {
    let isOpen = state.withLock { state in
      if state.isOpen { state.failures += failures }
      return state.isOpen
    }
    if !isOpen { Self.pass(failures, to: outer) }
  }

  // MARK: Scopes

  /// The scope of this task.
  @TaskLocal private static var scoped: SoftAssertions?

  /// The scope of the test that is running.
  private static let ofTest = Locked<SoftAssertions?>(nil)

  /// The innermost scope around the code that is running, in this task or in the test.
  public static var current: SoftAssertions? { scoped ?? ofTest.withLock { $0 } }

  /// Collects failures while the closure runs, and reports them at its end, also when it throws.
  ///
  /// - Parameter body: Is given the scope.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  @discardableResult
  public static func collect<R, E: Error>(_ body: (SoftAssertions) throws(E) -> R) throws(E) -> R {
    let scope = SoftAssertions(inside: current)
    defer { scope.end() }
    let result = $scoped.withValue(scope) { Result { () throws(E) -> R in try body(scope) } }
    return try result.get()
  }

  /// Collects failures while the asynchronous closure runs, on the caller's actor, and reports them at its end.
  ///
  /// - Parameters:
  ///   - isolation: The actor on which the body runs; that of the caller by default.
  ///   - body: Is given the scope.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  @discardableResult
  public static func collect<R, E: Error>(
    isolation: isolated (any Actor)? = #isolation, _ body: (SoftAssertions) async throws(E) -> R
  ) async throws(E) -> R {
    let scope = SoftAssertions(inside: current)
    defer { scope.end() }
    let result: Result<R, E> = await $scoped.withValue(scope) {
      do throws(E) {
        return .success(try await body(scope))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Begins the scope of a test, whatever tasks and threads it uses.
  package static func beginTest() -> SoftAssertions {
    let scope = SoftAssertions(inside: current)
    ofTest.withLock { $0 = scope }
    return scope
  }

  /// Ends the scope of a test.
  package func endTest() {
    Self.ofTest.withLock { scope in
      if scope === self { scope = outer }
    }
    end()
  }

  private func end() {
    let failures = state.withLock { state in
      defer { state = State(failures: [], isOpen: false) }
      return state.failures
    }
    Self.pass(failures, to: outer)
  }

  // MARK: Reporting

  /// Who makes a failure one of the test's framework.
  package enum Reporter: Sendable {
    /// Nobody has asked yet.
    case unknown
    /// There is no framework.
    case nobody
    case framework(@Sendable (Failure) -> Void)
  }

  /// Who it is; set by who knows the framework, when it is first asked for.
  package static let reporter = Locked(Reporter.unknown)

  /// Hands failures to a scope, or reports them.
  fileprivate static func pass(_ failures: [Failure], to scope: SoftAssertions?) {
    guard !failures.isEmpty else { return }
    if let scope { return scope.add(failures) }
    if case .unknown = reporter.withLock({ $0 }) { exhibit_set_up_soft_assertions() }
    let reporter = reporter.withLock { $0 }
    for failure in failures {
      if case .framework(let report) = reporter {
        report(failure)
      } else {
        Diagnostics.shared.say("a soft assertion failed, and no test framework is there to hear of it: \(failure)")
      }
    }
  }

  fileprivate static func log(_ message: String) {
    let evidence = TestEvidence.current
    if evidence.attempt != nil { evidence.log(message, level: .warning) }
  }
}

/// Takes a failure into the scope of ``SoftAssertions`` in which it is called; without one it is reported at once.
///
/// - Parameters:
///   - condition: The condition; an error that it throws is a failure too.
///   - message: What is wrong if it does not hold.
///   - file: Where that was found out.
///   - line: The line there.
/// - Returns: Whether the condition holds.
@discardableResult
public func softAssert(
  _ condition: @autoclosure () throws -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #filePath, line: UInt = #line
) -> Bool {
  func expect(in scope: SoftAssertions) -> Bool {
    scope.expect(try condition(), message(), file: file, line: line)
  }
  guard let scope = SoftAssertions.current else { return SoftAssertions.collect(expect) }
  return expect(in: scope)
}
