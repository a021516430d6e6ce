import ExhibitSupport

/// What the tests of this process share: fixtures that are made when they are first needed, and what is to be done at the
/// end of a test, of a class, of the run.
///
/// There is a store while a run is going on. Cached details need none. With `EXHIBIT_DISABLED=1` there is one too, so that
/// tests do what they do otherwise: scopes end as they should, but nothing is recorded, what a crashed process leaves is not
/// noted, and processes share nothing.
public final class FixtureStore: Sendable {
  private struct State {
    var surroundings = FixtureSurroundings()
    var frames: [FixtureScope: ScopeFrame] = [:]
  }

  /// Knows the current store; a type of its own, see `SignalNamespace`.
  private struct Provider: Sendable {
    var find: @Sendable () -> FixtureStore? = { nil }
  }

  private static let provider = Locked(Provider())

  /// The store that counts in this task instead of that of the run.
  @TaskLocal package static var scoped: FixtureStore?

  /// The store of the run that is going on, or `nil` outside of one.
  public static var current: FixtureStore? { scoped ?? provider.withLock { $0 }.find() }

  /// Says whose store is the current one.
  package static func setProvider(_ newProvider: @escaping @Sendable () -> FixtureStore?) {
    provider.withLock { $0 = Provider(find: newProvider) }
  }

  private let state = Locked(State())
  private let sharedDirectory = Locked<SharedDirectory?>(nil)
  private let hasHadScopes = AtomicFlag(false)

  /// Whether there ever was a scope: in most tests there is none, and they shall not pay for the question.
  private var isInUse: Bool { hasHadScopes.isSet }

  /// Whether a scope is open that ends with a test, or when one of another class starts.
  package var followsTests: Bool {
    isInUse && state.withLock { $0.frames[.test] != nil || $0.frames[.class] != nil }
  }

  /// Creates a store without scopes.
  package init() {}

  /// What surrounds it.
  package var surroundings: FixtureSurroundings {
    get { state.withLock { $0.surroundings } }
    set { state.withLock { $0.surroundings = newValue } }
  }

  /// Where processes of the run meet, made when it is first needed; `nil` if there is no run directory.
  var shared: SharedDirectory? {
    sharedDirectory.withLock { shared in
      if let shared { return shared }
      let surroundings = surroundings
      guard let path = surroundings.directory else { return nil }
      let directory = SharedDirectory(path: path, say: surroundings.say)
      shared = directory
      if directory.isNew { surroundings.didMakeDirectory() }
      return directory
    }
  }

  var sharedGenerations: SharedGenerations? { shared?.generations }

  /// Removes what was kept for other processes, unless there are others that may still want it.
  package func removeSharedValues() {
    sharedDirectory.withLock { $0 }?.removeValues()
  }

  /// Removes what processes of a run have left for one another that are all over.
  ///
  /// - Parameter directory: Where they met.
  package static func removeValues(leftIn directory: String) { SharedDirectory.removeValues(of: directory) }

  /// Hands evidence to whoever watches the run.
  package func report(_ report: FixtureReport) { surroundings.report(report) }

  // MARK: Scopes

  /// A test or class starts: a scope of that kind which belongs to another comes to its end.
  package func enter(_ scope: FixtureScope, named name: @autoclosure () -> String) {
    guard isInUse, let frame = state.withLock({ $0.frames[scope] }), frame.name != name() else { return }
    end(scope)
  }

  /// Ends a scope: does what is to be done, the last first, whatever fails.
  ///
  /// - Returns: The errors, each of which has been reported.
  @discardableResult
  package func end(_ scope: FixtureScope) -> [any Error] {
    guard isInUse, let frame = state.withLock({ $0.frames[scope] }) else { return [] }
    var errors: [any Error] = []
    while let tearDown = frame.pop() {
      if let error = run(tearDown, of: scope) { errors.append(error) }
    }
    forget(frame)
    return errors
  }

  private func forget(_ frame: ScopeFrame) {
    state.withLock { state in
      if state.frames[frame.scope] === frame { state.frames[frame.scope] = nil }
    }
  }

  /// The open scope of a kind, begun if somebody asks for it the first time in this test, class or run.
  func frame(of scope: FixtureScope) -> ScopeFrame? {
    guard let name = surroundings.scopeName(scope) else { return nil }
    // A scope of something that is over, which only its end could not close, because it was opened after it.
    enter(scope, named: name)
    hasHadScopes.exchange(true)
    return state.withLock { state in
      if let frame = state.frames[scope] { return frame }
      let frame = ScopeFrame(scope, named: name)
      state.frames[scope] = frame
      return frame
    }
  }

  func run(_ tearDown: TearDown, of scope: FixtureScope) -> (any Error)? {
    guard let body = tearDown.take() else { return nil }
    let surroundings = surroundings
    let start = ContinuousClock.now
    var failure: (any Error)?
    switch body {
    case .plain(let body):
      do { try body() } catch { failure = error }
    case .asynchronous(let body):
      let result = Locked<(any Error)?>(nil)
      surroundings.wait {
        do { try await body() } catch { result.withLock { $0 = error } }
      }
      failure = result.withLock { $0 }
    }
    surroundings.report(
      FixtureReport(
        tearDown.subject, .tornDown, tearDown.name, applianceID: tearDown.applianceID, scope: scope,
        duration: .now - start, error: failure.map { "\($0)" }))
    if let failure { surroundings.say("tear-down of '\(tearDown.name)' failed: \(failure)") }
    return failure
  }

  // MARK: Tear-downs

  /// Adds something that is done at the end of a scope, before what was added earlier.
  ///
  /// What it throws is reported, in the record and on standard error, and stops nothing else.
  ///
  /// - Parameters:
  ///   - scope: The scope.
  ///   - name: What it is called in reports.
  ///   - body: What is done, on the thread on which the scope ends.
  /// - Returns: What can be cancelled while the end has not come.
  /// - Throws: ``FixtureError`` if no such scope is open.
  @discardableResult
  public func addTearDown(
    of scope: FixtureScope = .test, named name: String, _ body: @escaping @Sendable () throws -> Void
  ) throws -> TearDown {
    try add(TearDown(named: name, subject: .teardown, applianceID: nil, .plain(body)), to: scope)
  }

  /// Adds something asynchronous that is done at the end of a scope, before what was added earlier.
  ///
  /// What it throws is reported, in the record and on standard error, and stops nothing else. The end of the scope waits
  /// for it.
  ///
  /// - Parameters:
  ///   - scope: The scope.
  ///   - name: What it is called in reports.
  ///   - body: What is done.
  /// - Returns: What can be cancelled while the end has not come.
  /// - Throws: ``FixtureError`` if no such scope is open.
  @discardableResult
  public func addAsyncTearDown(
    of scope: FixtureScope = .test, named name: String, _ body: @escaping @Sendable () async throws -> Void
  ) throws -> TearDown {
    try add(TearDown(named: name, subject: .teardown, applianceID: nil, .asynchronous(body)), to: scope)
  }

  @discardableResult
  package func add(_ tearDown: TearDown, to scope: FixtureScope) throws -> TearDown {
    // A frame that ends at this moment takes nothing more; there is another then, or none.
    while let frame = frame(of: scope) {
      if frame.push(tearDown) { return tearDown }
      forget(frame)
    }
    throw Self.noScope(scope, for: tearDown.name)
  }

  static func noScope(_ scope: FixtureScope, for name: String) -> FixtureError {
    FixtureError(
      code: .noScope,
      message: scope == .run
        ? "'\(name)' came too late: the tests of this process are over"
        : "'\(name)' is to live as long as a \(scope.rawValue), but no test that Exhibit watches is running")
  }
}
