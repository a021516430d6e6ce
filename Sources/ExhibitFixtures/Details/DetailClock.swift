import CExhibitFixtures
import ExhibitSupport

/// The clock by which a detail grows old.
public struct DetailClock: Sendable {
  let now: @Sendable () -> Int64
  /// Whether it is the machine's.
  let isSteady: Bool

  /// A clock of your own, for tests.
  ///
  /// - Parameter elapsed: The time since a moment that is always the same; it never runs backwards.
  public init(_ elapsed: @escaping @Sendable () -> Duration) {
    now = { elapsed().nanoseconds }
    isSteady = false
  }

  private init(steady nanoseconds: @escaping @Sendable () -> Int64) {
    now = nanoseconds
    isSteady = true
  }

  /// The machine's monotonic clock, which all of its processes share.
  public static let steady = DetailClock(steady: exhibit_steady_nanoseconds)
}
