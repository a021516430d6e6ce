import ExhibitSupport

/// One fetch of a detail, with all that is around it: other processes and evidence.
struct DetailFetch<Value: Sendable>: Sendable {
  let core: DetailCore
  let slot: DetailSlot
  let flight: Flight
  let cause: String?
  let codec: DetailSharing<Value>.Codec?
  private let started = ContinuousClock.now

  init(_ core: DetailCore, _ slot: DetailSlot, _ flight: Flight, cause: String?, sharing: DetailSharing<Value>) {
    self.core = core
    self.slot = slot
    self.flight = flight
    self.cause = cause
    codec = sharing.codec
  }

  /// Fetches on this thread, or takes what another process has fetched, and hands the result to all who wait.
  ///
  /// Blocks the thread while another process fetches.
  func run(_ fetch: () throws -> Value) {
    let shared = sharedValue()
    if let shared, take(from: shared) { return }
    let lock = shared?.lock()
    defer { lock?.end() }
    if let shared, take(from: shared) { return }
    let begin = begin()
    finish(Result { try fetch() }, begin, shared)
  }

  /// The same, unless another process is fetching.
  ///
  /// - Returns: Whether it is done.
  func runAtOnce(_ fetch: () throws -> Value) -> Bool {
    let shared = sharedValue()
    if let shared, take(from: shared) { return true }
    var lock: SharedValue.Lock?
    if let shared {
      lock = shared.lockAtOnce()
      guard lock != nil else { return false }
      if take(from: shared) {
        lock?.end()
        return true
      }
    }
    defer { lock?.end() }
    let begin = begin()
    finish(Result { try fetch() }, begin, shared)
    return true
  }

  /// The same in a task, which is suspended while another process fetches.
  func runInTask(_ fetch: () async throws -> Value) async {
    let shared = sharedValue()
    if let shared, take(from: shared) { return }
    let lock = await shared?.lockInTask()
    defer { lock?.end() }
    if let shared, take(from: shared) { return }
    let begin = begin()
    do {
      finish(.success(try await fetch()), begin, shared)
    } catch {
      finish(.failure(error), begin, shared)
    }
  }

  /// What counts at the moment at which the value is asked for.
  private struct Begin: Sendable {
    let token: String
    let fileVersions: [Int]
    let time: Int64
  }

  private func begin() -> Begin {
    Begin(token: codec == nil ? "" : slot.token, fileVersions: slot.fileVersions, time: core.clock.now())
  }

  private func sharedValue() -> SharedValue? {
    guard codec != nil, let directory = slot.store?.shared?.values else { return nil }
    return SharedValue(in: directory, key: "\(core.key) of \(slot.ownerID)")
  }

  /// Takes the value of another process.
  ///
  /// - Returns: Whether there was one that counts.
  private func take(from shared: SharedValue) -> Bool {
    // Whoever had the lock may have seen a file that has changed since this process looked.
    core.refresh(slot)
    guard let codec, let coding = slot.store?.surroundings.coding, let found = shared.find(token: slot.token),
      found.deadline > core.clock.now()
    else { return false }
    do {
      let value = try codec.decode(found.bytes, coding)
      report(.shared, error: nil)
      core.land(flight, slot, .success(DetailBox(value)), deadline: found.deadline)
      return true
    } catch {
      say("cannot be read back, and is fetched by each process: \(error)")
      return false
    }
  }

  private func finish(_ result: Result<Value, any Error>, _ begin: Begin, _ shared: SharedValue?) {
    let deadline = core.deadline(slot, ofFetchAt: begin.time)
    switch result {
    case .success(let value):
      report(.fetched, error: nil)
      core.checkFiles(of: slot, after: flight, since: begin.fileVersions)
      if let shared { save(value, begin, deadline, in: shared) }
      core.land(flight, slot, .success(DetailBox(value)), deadline: deadline)
    case .failure(let error):
      report(.fetched, error: error)
      core.land(flight, slot, .failure(error), deadline: deadline)
    }
  }

  /// Keeps a value that was set for the other processes.
  func publish(_ value: Value, _ token: String) {
    guard let shared = sharedValue() else { return }
    let begin = Begin(token: token, fileVersions: slot.fileVersions, time: core.clock.now())
    save(value, begin, core.deadline(slot, ofFetchAt: begin.time), in: shared)
  }

  private func save(_ value: Value, _ begin: Begin, _ deadline: Int64, in shared: SharedValue) {
    guard let codec, let coding = slot.store?.surroundings.coding else { return }
    core.refresh(slot)
    do {
      let bytes = try codec.encode(value, coding)
      // It would be the value of another state than the one that was there when it was asked for.
      let failure = shared.save(bytes, token: begin.token, deadline: deadline) {
        slot.token == begin.token && slot.fileVersions == begin.fileVersions
      }
      if let failure { say("cannot be kept for other processes, and is fetched by each: \(failure)") }
    } catch {
      say("cannot be encoded, and is fetched by each process: \(error)")
    }
  }

  private func say(_ message: String) {
    slot.store?.surroundings.say("detail '\(core.name)' of '\(slot.ownerID)' \(message)")
  }

  private func report(_ action: FixtureReport.Action, error: (any Error)?) {
    guard let store = FixtureStore.current else { return }
    store.report(
      FixtureReport(
        .detail, action, core.name, applianceID: slot.ownerID, cause: cause.map { "again: " + $0 },
        duration: .now - started, error: error.map { "\($0)" }))
  }
}
