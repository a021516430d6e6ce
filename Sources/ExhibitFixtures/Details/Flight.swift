import ExhibitSupport

/// The making of one value, for which any number of threads and tasks may wait.
final class Flight: Sendable {
  private enum Waiter {
    case thread(Latch)
    case task(Int, CheckedContinuation<Result<any AnyObject & Sendable, any Error>, any Error>)
  }

  private struct State {
    var result: Result<any AnyObject & Sendable, any Error>?
    var waiters: [Waiter] = []
    var cancelled: Set<Int> = []
  }

  /// The one whose closure is running here.
  @TaskLocal static var current: Flight?

  /// What is made, as it is called in errors.
  let name: String
  /// What the value is, to find out whether a making needs another of the same.
  let subject: String
  /// The one during which this one was asked for.
  private let outer: Flight?
  /// What the value depends on, as it was when the making began.
  let stamp: UInt64
  /// The same in parts, to find out later what has changed.
  let parts: [UInt64]
  /// When the value ends by itself, on its clock.
  let deadline: Int64
  /// How long the value lives, if it is that of a fixture.
  let scope: FixtureScope?
  private let state = Locked(State())
  private let tickets = Counter()

  init(
    _ name: String, subject: String, stamp: UInt64 = 0, parts: [UInt64] = [], deadline: Int64 = .max,
    scope: FixtureScope? = nil
  ) {
    self.name = name
    self.subject = subject
    outer = Self.current
    self.stamp = stamp
    self.parts = parts
    self.deadline = deadline
    self.scope = scope
  }

  /// Throws if something that is being made here needs another of this kind, which would never end.
  static func check(_ subject: String, _ name: String) throws(FixtureError) {
    var names = [name]
    var next = current
    while let flight = next {
      names.append(flight.name)
      if flight.subject == subject, !flight.isOver { throw FlightGraph.cycle(names.reversed()) }
      next = flight.outer
    }
  }

  /// The longest life among what is being made here, if fixtures are.
  var longestScope: FixtureScope? { [scope, outer?.longestScope].compactMap { $0 }.max() }

  private var isOver: Bool { state.withLock { $0.result != nil } }

  /// The making has come to its end: all who wait go on.
  func complete(_ result: Result<any AnyObject & Sendable, any Error>) {
    FlightGraph.remove(self)
    let waiters = state.withLock { state in
      state.result = result
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters {
      switch waiter {
      case .thread(let latch): latch.open()
      case .task(_, let continuation): continuation.resume(returning: result)
      }
    }
  }

  /// Blocks this thread until the value is made.
  ///
  /// - Throws: What its making threw, or ``FixtureError`` if it would wait for itself.
  func wait() throws -> any AnyObject & Sendable {
    let waiting = try FlightGraph.wait(for: self)
    defer { waiting.end() }
    let latch = state.withLock { state -> Latch? in
      guard state.result == nil else { return nil }
      let latch = Latch()
      state.waiters.append(.thread(latch))
      return latch
    }
    latch?.wait()
    guard let result = state.withLock({ $0.result }) else { throw CancellationError() }
    return try result.get()
  }

  /// Suspends this task until the value is made; whether the task is cancelled is nothing to the others who wait.
  ///
  /// - Throws: What its making threw, `CancellationError`, or ``FixtureError`` if it would wait for itself.
  func waitInTask() async throws -> any AnyObject & Sendable {
    let waiting = try FlightGraph.wait(for: self)
    defer { waiting.end() }
    let ticket = tickets.next()
    let result = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        add(continuation, ticket)
      }
    } onCancel: {
      cancel(ticket)
    }
    return try result.get()
  }

  private func add(
    _ continuation: CheckedContinuation<Result<any AnyObject & Sendable, any Error>, any Error>, _ ticket: Int
  ) {
    let (result, isCancelled) = state.withLock { state in
      if state.result == nil, !state.cancelled.contains(ticket) { state.waiters.append(.task(ticket, continuation)) }
      return (state.result, state.cancelled.contains(ticket))
    }
    if isCancelled {
      continuation.resume(throwing: CancellationError())
    } else if let result {
      continuation.resume(returning: result)
    }
  }

  private func cancel(_ ticket: Int) {
    let waiter = state.withLock { state -> Waiter? in
      state.cancelled.insert(ticket)
      let index = state.waiters.firstIndex { waiter in
        if case .task(ticket, _) = waiter { return true }
        return false
      }
      return index.map { state.waiters.remove(at: $0) }
    }
    if case .task(_, let continuation) = waiter { continuation.resume(throwing: CancellationError()) }
  }
}
