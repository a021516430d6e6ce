/// How many payloads wait for a slow consumer, and which are dropped when there are more.
public struct SignalBuffering: Sendable {
  enum Kind {
    case newest
    case oldest
  }

  let kind: Kind
  let count: Int

  /// Keeps the newest payloads, drops the oldest.
  public static func newest(_ count: Int) -> SignalBuffering { SignalBuffering(kind: .newest, count: max(1, count)) }

  /// Keeps the oldest payloads, drops the newest.
  public static func oldest(_ count: Int) -> SignalBuffering { SignalBuffering(kind: .oldest, count: max(1, count)) }
}
