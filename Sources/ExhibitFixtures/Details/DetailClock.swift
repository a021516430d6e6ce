import CExhibitFixtures
import ExhibitSupport

/// The clock by which a detail grows old.
public struct DetailClock: Sendable {
  let now: @Sendable () -> Int64

  /// A clock of your own, for tests.
  ///
  /// - Parameter elapsed: The time since a moment that is always the same; it never runs backwards.
  public init(_ elapsed: @escaping @Sendable () -> Duration) {
    now = { elapsed().nanoseconds }
  }

  private init(nanoseconds: @escaping @Sendable () -> Int64) {
    now = nanoseconds
  }

  /// The machine's monotonic clock, which all of its processes share.
  public static let steady = DetailClock(nanoseconds: exhibit_steady_nanoseconds)
}
