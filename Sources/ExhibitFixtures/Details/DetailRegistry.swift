import ExhibitSupport

/// The details that are known in this process, to find them by their names.
enum DetailRegistry {
  private struct WeakCore: Sendable {
    weak var core: DetailCore?
  }

  private static let cores = Locked<[WeakCore]>([])

  static func add(_ core: DetailCore) {
    cores.withLock { cores in
      cores.removeAll { $0.core == nil }
      cores.append(WeakCore(core: core))
    }
  }

  /// Those that an appliance has.
  static func details(of appliance: any Appliance) -> [DetailCore] {
    cores.withLock { $0.compactMap(\.core) }.filter { $0.accepts(appliance) }
  }
}
