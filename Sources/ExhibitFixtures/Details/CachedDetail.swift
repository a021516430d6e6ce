import ExhibitSupport

/// Something about an appliance that is expensive to find out: it is fetched when it is first read, and again when a
/// signal says that it is stale.
///
/// Declare it as a static constant of the appliance, in a line:
/// ```swift
/// static let details = CachedDetail<Server, Details>("configuration_details", staleOn: [.serverDetailsChanged]) {
///   try $0.fetchDetails()
/// }
/// ```
/// and read it with `server.get(Server.details)`. However many threads and tasks read at the same time, it is fetched once
/// and all get that value, or that error; errors are not kept. A value whose fetch began before it became stale is never
/// read after that. `nil` is a value as any other.
///
/// A fetch, and every task that is started in it, gets an error if it reads what is being fetched: nobody can tell whether
/// the fetch waits for that task. One that it does not wait for has to be a `Task.detached`.
///
/// A detail whose fetch is asynchronous is an ``AsyncCachedDetail``.
public final class CachedDetail<Owner: Appliance, Value: Sendable>: CoreDetail {
  @usableFromInline let core: DetailCore
  private let sharing: DetailSharing<Value>
  private let fetch: @Sendable (Owner) throws -> Value

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
    fetch: @escaping @Sendable (Owner) throws -> Value
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
  /// - Throws: What the fetch throws; ``FixtureError`` if the detail is read by its own fetch.
  @inlinable
  public func value(of owner: Owner) throws -> Value {
    if let value = core.cachedValue(of: owner, as: Value.self) { return value }
    return try fetchedValue(of: owner)
  }

  /// The value, fetched if it is not there or stale; while somebody else fetches it the task is suspended.
  ///
  /// - Throws: What the fetch throws; ``FixtureError`` if the detail is read by its own fetch.
  @inlinable
  public func value(of owner: Owner) async throws -> Value {
    if let value = core.cachedValue(of: owner, as: Value.self) { return value }
    return try await fetchedValueInTask(of: owner)
  }

  @usableFromInline
  func fetchedValue(of owner: Owner) throws -> Value {
    switch try core.access(for: owner) {
    case .value(let box): return Self.value(in: box)
    case .join(let flight): return Self.value(in: try flight.wait())
    case .lead(let flight, let slot, let cause):
      lead(flight, slot, cause, owner)
      return Self.value(in: try flight.wait())
    }
  }

  @usableFromInline
  func fetchedValueInTask(of owner: Owner) async throws -> Value {
    switch try core.access(for: owner) {
    case .value(let box): return Self.value(in: box)
    case .join(let flight): return Self.value(in: try await flight.waitInTask())
    case .lead(let flight, let slot, let cause):
      let waiting = FlightGraph.begin(flight)
      defer { waiting.end() }
      let fetch = fetch
      let detailFetch = DetailFetch(core, slot, flight, cause: cause, sharing: sharing)
      await Flight.$current.withValue(flight) {
        if detailFetch.runAtOnce({ () throws -> Value in try fetch(owner) }) { return }
        // Those who have joined without `await` may block all threads that run tasks.
        await OwnThread().run { detailFetch.run { () throws -> Value in try fetch(owner) } }
      }
      return Self.value(in: try await flight.waitInTask())
    }
  }

  private func lead(_ flight: Flight, _ slot: DetailSlot, _ cause: String?, _ owner: Owner) {
    let waiting = FlightGraph.begin(flight)
    defer { waiting.end() }
    let fetch = fetch
    Flight.$current.withValue(flight) {
      DetailFetch(core, slot, flight, cause: cause, sharing: sharing).run { () throws -> Value in try fetch(owner) }
    }
  }

  private static func value(in box: any AnyObject & Sendable) -> Value {
    // Only this detail puts boxes there.
    unsafeDowncast(box, to: DetailBox<Value>.self).value
  }

  func set(_ value: Value, for owner: Owner) throws {
    let (slot, token) = try core.set(DetailBox(value), for: owner)
    if sharing.codec != nil {
      DetailFetch(core, slot, Flight(name, subject: name), cause: nil, sharing: sharing).publish(value, token)
    }
  }
}
