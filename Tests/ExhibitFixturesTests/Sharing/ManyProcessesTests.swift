import ExhibitFixtures
import ExhibitHooks
import ExhibitSupport
import Foundation
import TestSupport
import Testing

/// Eight processes of one run.
@Suite(.timeLimit(.minutes(2))) struct ManyProcessesTests {
  private static let count = 8

  private let scratch: ScratchDirectory

  init() throws {
    scratch = try ScratchDirectory()
  }

  /// A run in this process, in the directory that all share.
  private static func run(in directory: String) -> (run: TestRun, server: SharedServer) {
    (TestRun(directory: directory + "/fixtures"), SharedServer(in: directory))
  }

  @Test func aChangeInOneIsSeenByAllAtTheirNextRead() async throws {
    let directory = scratch.path
    let meeting = Meeting(directory: directory)
    try meeting.prepare(rounds: 3)
    async let children: Void = withTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.count {
        group.addTask {
          await #expect(processExitsWith: .success) { [directory = directory as String] in
            let (run, server) = ManyProcessesTests.run(in: directory)
            let meeting = Meeting(directory: directory)
            try run { () throws in
              for (round, expected) in ["first", "second", "third"].enumerated() {
                try meeting.arrive(round)
                for _ in 0..<3 { try #require(try server.get(SharedServer.state) == expected) }
              }
            }
          }
        }
      }
    }
    let (run, server) = Self.run(in: directory)
    try await onThread {
      try run { () throws in
        for (round, state) in ["first", "second", "third"].enumerated() {
          try meeting.lead(round, count: Self.count) { try server.change(to: state) }
        }
      }
    }
    await children
    #expect(server.fetchCount == 3 * Self.count)
  }

  @Test func whatIsSharedIsFetchedOnceInTheRun() async throws {
    let directory = scratch.path
    let meeting = Meeting(directory: directory)
    try meeting.prepare(rounds: 2)
    async let children: Void = withTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.count {
        group.addTask {
          await #expect(processExitsWith: .success) { [directory = directory as String] in
            let (run, server) = ManyProcessesTests.run(in: directory)
            let meeting = Meeting(directory: directory)
            try await run { () async throws in
              for (round, expected) in ["one", "three"].enumerated() {
                try meeting.arrive(round)
                try #require(try await server.get(SharedServer.sharedLength) == expected.count)
                try #require(try await server.get(SharedServer.sharedState) == expected)
                try #require(try await server.get(SharedServer.sharedFile) == expected)
              }
            }
          }
        }
      }
    }
    let (run, server) = Self.run(in: directory)
    try await onThread {
      try run { () throws in
        try meeting.lead(0, count: Self.count) { try server.change(to: "one") }
        try meeting.lead(1, count: Self.count) { try server.change(to: "three") }
      }
    }
    await children
    // Of each of two details, the one derived from the first apart.
    #expect(server.fetchCount == 4)
    let values = scratch.names(in: "fixtures/values").filter { !$0.hasSuffix(".lock") }
    #expect(values.count == 3)
    for name in values {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/fixtures/values/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    run.store.removeSharedValues()
    #expect(scratch.names(in: "fixtures").sorted() == ["generations", "members"])
  }

  @Test func whatADyingProcessSentIsNotLost() async throws {
    let directory = scratch.path
    let (run, server) = Self.run(in: directory)
    try run { () throws in
      try server.change(to: "before")
      #expect(try server.get(SharedServer.state) == "before")
    }
    await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String] in
      let (run, server) = ManyProcessesTests.run(in: directory)
      try run { () throws in try server.change(to: "after") }
      kill(getpid(), SIGKILL)
    }
    #expect(try run { () throws in try server.get(SharedServer.state) } == "after")
    #expect(run.lines.contains("detail state of \(directory) invalidated, signal shared_server_changed"))
  }

  @Test func aProcessThatDiesInAFetchStopsNobody() async throws {
    let directory = scratch.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String] in
      let (run, server) = ManyProcessesTests.run(in: directory)
      _ = try run { () throws in try server.get(SharedServer.deadly) }
    }
    #expect(scratch.text(of: "deaths") == "x")
    let (run, server) = Self.run(in: directory)
    #expect(try run { () throws in try server.get(SharedServer.deadly) } == "")
  }

  /// The file cannot be made as long as it has to be, as on a disk that is full; the signal for that ends no process.
  @Test func withoutRoomACounterInTheProcessTakesItsPlace() async throws {
    await #expect(processExitsWith: .success) { [directory = scratch.path as String] in
      signal(SIGXFSZ, SIG_DFL)
      // Threads of pools have it blocked.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGXFSZ)
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      var limit = rlimit(rlim_cur: 65_536, rlim_max: 65_536)
      try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      let run = TestRun(directory: directory + "/full")
      let changed = Signal<Void>("s", in: SignalNamespace()).runWide()
      let detail = CachedDetail<Probe, Int>("value", staleOn: [.signal(changed)]) { $0.ask() }
      let probe = Probe()
      try run { () throws in
        _ = try probe.get(detail)
        changed.send(from: probe)
        try #require(!probe.isCached(detail))
        _ = (try probe.get(detail), try Probe("other").get(detail))
      }
      try #require(run.said.count == 1)
      try #require(run.said[0].contains("full/generations cannot be used (File too large)"))
    }
  }
}
