/// A detail of an appliance whose fetch is asynchronous; it is read with `await` only.
///
/// ```swift
/// static let users = AsyncCachedDetail<Server, [User]>("users", staleOn: [.signal(userListChanged)]) {
///   try await $0.fetchUsers()
/// }
/// ```
/// It is what a ``CachedDetail`` is otherwise. The fetch runs in a task of its own: when a task that reads is cancelled it
/// gets `CancellationError`, and the others the value.
public final class AsyncCachedDetail<Owner: Appliance, Value: Sendable>: CoreDetail {
  @usableFromInline let core: DetailCore
  private let sharing: DetailSharing<Value>
  private let fetch: @Sendable (Owner) async throws -> Value

  /// Declares a detail.
  ///
  /// - Parameters:
  ///   - name: Its name, unique among the details of the appliance.
  ///   - signals: What makes it stale.
  ///   - derivedFrom: Details of the same appliance from which it is computed: it is stale when one of them is.
  ///   - lifetime: How long a value counts, from the moment at which its fetch began.
  ///   - file: A file on whose content it depends.
  ///   - sharing: Who may use a value that was fetched.
  ///   - clock: The clock by which it grows old.
  ///   - fileID: The file of the declaration, which together with its line tells details of private types apart.
  ///   - line: The line of the declaration.
  ///   - fetch: Finds it out.
  public init(
    _ name: String, staleOn signals: [StaleSignal] = [],
    derivedFrom: @autoclosure @escaping @Sendable () -> [any ApplianceDetail] = [],
    timeToLive lifetime: Duration? = nil,
    file: DetailFile<Owner>? = nil, sharing: DetailSharing<Value> = .process, clock: DetailClock = .steady,
    fileID: StaticString = #fileID, line: UInt = #line,
    fetch: @escaping @Sendable (Owner) async throws -> Value
  ) {
    self.sharing = sharing
    self.fetch = fetch
    core = DetailCore(
      name, Owner.self, Value.self, signals: signals, lifetime: lifetime, clock: clock, isShared: sharing.codec != nil,
      file: file, declared: "\(fileID):\(line)", derivedFrom: derivedFrom)
  }

  /// The detail's name.
  public var name: String { core.name }

  /// The value, fetched if it is not there or stale.
  ///
  /// - Throws: What the fetch throws; `CancellationError` if the task is cancelled while it waits; ``FixtureError`` if
  ///   the detail is read by its own fetch.
  @inlinable
  public func value(of owner: Owner) async throws -> Value {
    if let value = core.cachedValue(of: owner, as: Value.self) { return value }
    return try await fetchedValue(of: owner)
  }

  @usableFromInline
  func fetchedValue(of owner: Owner) async throws -> Value {
    let flight: Flight
    switch try core.access(for: owner) {
    case .value(let box): return unsafeDowncast(box, to: DetailBox<Value>.self).value
    case .join(let other): flight = other
    case .lead(let own, let slot, let cause):
      flight = own
      let detailFetch = DetailFetch(core, slot, own, cause: cause, sharing: sharing)
      let fetch = fetch
      Flight.$current.withValue(own) {
        _ = Task { await detailFetch.runInTask { () async throws -> Value in try await fetch(owner) } }
      }
    }
    // Only this detail puts boxes there.
    return unsafeDowncast(try await flight.waitInTask(), to: DetailBox<Value>.self).value
  }

  func set(_ value: Value, for owner: Owner) throws {
    let (slot, token) = try core.set(DetailBox(value), for: owner)
    if sharing.codec != nil {
      DetailFetch(core, slot, Flight(name, subject: name), cause: nil, sharing: sharing).publish(value, token)
    }
  }
}
