import CExhibitFixtures
import ExhibitSupport

/// What a detail of one appliance depends on.
///
/// The appliance is held weakly. Generations are only ever advanced, so a value is fresh as long as their sum is what it
/// was when its fetch began.
final class DetailSlot: Sendable {
  /// A generation, and what it means that it has advanced.
  struct Part: Sendable {
    let generation: exhibit_generation
    let cause: String
    /// Whether other processes of the run see it too.
    let isShared: Bool
  }

  let owner: WeakAppliance
  /// Where the appliance is.
  let ownerKey: ObjectIdentifier
  let ownerID: String
  let detail: String
  let stamp: exhibit_stamp
  let parts: [Part]
  /// The slots of the details that it is derived from, with theirs.
  let parents: [(core: DetailCore, slot: DetailSlot)]
  let file: FileWatch?
  /// Whether a read has to look at a clock or a file, its own or that of a detail that it is derived from.
  let needsLook: Bool
  /// Whether that has to be done at each read, because it is a file, the clock is not the steady one, or a value that this
  /// one is derived from may end before it.
  let needsLookAtEachRead: Bool
  /// Whether a value of it comes to its end by itself, or that of a detail that it is derived from.
  let hasDeadline: Bool
  let store: FixtureStore?

  private let local: Memory
  /// Tells other processes of invalidations, if the detail is shared with them.
  private let own: exhibit_generation?
  /// Where that is among the parts.
  private static let ownIndex = 1
  /// Keeps the memory of generations.
  private let counters: SharedGenerations?

  /// The memory of a generation of this process.
  private final class Memory: Sendable {
    let generation: exhibit_generation

    init() {
      let word = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
      word.initialize(to: 0)
      generation = exhibit_generation(word: word)
    }

    deinit { generation.word.deallocate() }
  }

  init(
    _ core: DetailCore, owner: any Appliance, parents: [(core: DetailCore, slot: DetailSlot)], file: FileWatch?
  ) {
    self.owner = WeakAppliance(owner)
    ownerKey = ObjectIdentifier(owner)
    ownerID = owner.id
    detail = core.name
    self.parents = parents
    self.file = file
    store = FixtureStore.current
    local = Memory()
    let wantsCounters = core.isShared || core.signals.contains { $0.isRunWide() }
    counters = wantsCounters ? store?.sharedGenerations : nil
    var parts = [Part(generation: local.generation, cause: "cleared", isShared: false)]
    if core.isShared, let counters {
      let generation = counters.generation(of: "detail", core.key, ownerID)
      own = generation
      parts.append(Part(generation: generation, cause: "stale in another process", isShared: true))
    } else {
      own = nil
    }
    for signal in core.signals {
      guard let counters, signal.isRunWide() else { continue }
      for id in [ownerID, nil] {
        let generation = SignalTarget.generation(of: signal.name, from: id, in: counters)
        parts.append(Part(generation: generation, cause: "signal \(signal.name)", isShared: true))
      }
    }
    for parent in parents {
      parts += parent.slot.parts.map {
        Part(generation: $0.generation, cause: "derived from \(parent.core.name)", isShared: $0.isShared)
      }
    }
    self.parts = parts
    stamp = exhibit_stamp_make(parts.map(\.generation), parts.count)
    hasDeadline = core.lifetime != nil || parents.contains { $0.slot.hasDeadline }
    needsLookAtEachRead =
      file != nil || parents.contains { $0.slot.needsLook } || (core.lifetime != nil && !core.clock.isSteady)
    needsLook = file != nil || hasDeadline || parents.contains { $0.slot.needsLook }
  }

  deinit { exhibit_stamp_free(stamp) }

  /// From now on values whose fetch has begun are stale, here and, if they are shared, in other processes.
  func advance() {
    advanceHere()
    if let own { exhibit_generation_advance(own) }
  }

  /// The same in this process: others find out for themselves.
  func advanceHere() { exhibit_generation_advance(local.generation) }

  /// The same for a value that each process has seen come to its end: the first of them tells the others.
  ///
  /// - Parameter values: The generations on which the value depends.
  func advance(onceSince values: [UInt64]) {
    advanceHere()
    if let own, values.indices.contains(Self.ownIndex) {
      exhibit_generation_advance_from(own, values[Self.ownIndex])
    }
  }

  /// The generations one by one.
  func values() -> [UInt64] { parts.map { exhibit_generation_value($0.generation) } }

  /// What has made a value stale that was fetched when the generations were these.
  func cause(since values: [UInt64]) -> String {
    for (part, value) in zip(parts, values) where exhibit_generation_value(part.generation) != value {
      return part.cause
    }
    return "stale"
  }

  /// The state of what other processes see, in words.
  var token: String { token(of: values()) }

  /// The same for generations that were read before.
  func token(of values: [UInt64]) -> String {
    let sum = zip(parts, values).reduce(0 as UInt64) { $1.0.isShared ? $0 &+ $1.1 : $0 }
    return (["\(sum)"] + fileTokens).joined(separator: " ")
  }

  /// Numbers that are others when somebody has written to a file that the value depends on.
  var fileVersions: [Int] { (file.map { [$0.version] } ?? []) + parents.flatMap(\.slot.fileVersions) }

  /// The content of the files, its own and those of details that it is derived from.
  private var fileTokens: [String] { (file.map { [$0.token] } ?? []) + parents.flatMap(\.slot.fileTokens) }
}
