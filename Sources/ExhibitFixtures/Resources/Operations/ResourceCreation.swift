import ExhibitHooks
import ExhibitSupport

/// An instance on its way from the wish to its end: noted for other processes, told as evidence, deleted with its scope.
final class ResourceCreation: Sendable {
  let provider: any ResourceProvider
  private let collection: ResourcePath
  private let applianceID: String?
  private let scope: FixtureScope?
  private let store: FixtureStore?
  private let ledger: (any ResourceLedger)?
  private let number: Int?
  private let start = ContinuousClock.now
  private let state = Locked<(path: ResourcePath?, tearDown: TearDown?, isGone: Bool)>((nil, nil, false))

  /// Prepares a creation.
  ///
  /// - Throws: ``FixtureError`` if a run is going on, but no such scope is open: nobody would ever delete the instance.
  init(
    in collection: ResourcePath, by provider: any ResourceProvider, on applianceID: String?, until scope: FixtureScope?
  ) throws {
    self.collection = collection
    self.provider = provider
    self.applianceID = applianceID
    self.scope = scope
    store = FixtureStore.current
    if let store, let scope, store.frame(of: scope) == nil {
      throw FixtureStore.noScope(scope, for: "a resource in '\(collection)'")
    }
    // What is to stay is nobody's to delete, and what cannot outlive this process will be gone with it.
    if scope != nil, let place = provider.place, let ledger = store?.surroundings.ledger {
      self.ledger = ledger
      number = ledger.willCreate(in: collection, provider: provider.name, place: place)
    } else {
      (ledger, number) = (nil, nil)
    }
  }

  /// The path of the instance, once there is one.
  var path: ResourcePath? { state.withLock { $0.path } }

  /// There is no instance, or none that anybody could find.
  func failed(_ error: any Error) {
    // Without an answer, or with one that says nothing, it may have been created all the same.
    let isKnown = (error as? ResourceError).map { ![.timedOut, .unreachable, .unexpected].contains($0.code) } ?? false
    if isKnown, let number { ledger?.gone(number: number) }
    store?.report(
      FixtureReport(
        .resource, .created, "\(collection)", applianceID: applianceID, duration: .now - start, error: "\(error)"))
  }

  /// There is an instance.
  func succeeded(at path: ResourcePath) {
    state.withLock { $0.path = path }
    if let number { ledger?.created(path, number: number) }
    store?.report(
      FixtureReport(
        .resource, .created, "\(path)", applianceID: applianceID, scope: scope, duration: .now - start))
  }

  /// The instance is somewhere else now.
  func moved(to path: ResourcePath) {
    state.withLock { $0.path = path }
    if let number { ledger?.created(path, number: number) }
  }

  /// Has the instance deleted at the end of its scope.
  func tearDown(_ body: @escaping @Sendable () async throws -> Void) throws {
    guard let scope, let store, let path else { return }
    CreatedResources.add(self, at: path)
    let tearDown = TearDown(named: "\(path)", subject: .resource, applianceID: applianceID, .asynchronous(body))
    state.withLock { $0.tearDown = tearDown }
    try store.add(tearDown, to: scope)
  }

  /// The instance is there no more, so nobody has to delete it.
  func gone() {
    let tearDown = state.withLock { state -> TearDown?? in
      guard !state.isGone else { return nil }
      state.isGone = true
      return state.tearDown
    }
    guard let tearDown else { return }
    tearDown?.cancel()
    if let number { ledger?.gone(number: number) }
  }
}
