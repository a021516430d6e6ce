/// The phases of an event, in the order in which they run.
public enum HookPhase: String, Sendable, CaseIterable {
  /// Callbacks before the plugins: they prepare values.
  case pre
  /// The hooks of the enabled plugins.
  case plugin
  /// Callbacks after the plugins.
  case post
}

/// The place of a hook inside its phase; hooks of one place run in order of registration.
public enum HookOrder: Int, Sendable, Comparable {
  /// Before the hooks of standard order.
  case first
  /// The place of a hook that does not ask for another.
  case standard
  /// After the hooks of standard order.
  case last

  /// Whether one place comes before another.
  public static func < (lhs: HookOrder, rhs: HookOrder) -> Bool {
    lhs.rawValue < rhs.rawValue
  }
}
