/// A field's value before and after an update.
public struct FieldChange: Sendable {
  /// The value before, `nil` if there was none.
  public let from: (any Sendable)?

  /// The value after, `nil` if it was removed.
  public let to: (any Sendable)?

  /// Creates a change.
  public init(from: (any Sendable)?, to: (any Sendable)?) {
    self.from = from
    self.to = to
  }

  /// The fields that differ between two states; those that were submitted unchanged are not among them.
  public static func between(
    _ old: [String: any Hashable & Sendable], _ new: [String: any Hashable & Sendable]
  ) -> [String: FieldChange] {
    var changes: [String: FieldChange] = [:]
    for name in Set(old.keys).union(new.keys) {
      let (before, after) = (old[name], new[name])
      if !isSame(before, after) {
        changes[name] = FieldChange(from: before, to: after)
      }
    }
    return changes
  }

  /// Whether two values are of one type and equal; `AnyHashable` takes 1 and 1.0 for the same.
  private static func isSame(_ before: (any Hashable & Sendable)?, _ after: (any Hashable & Sendable)?) -> Bool {
    guard let before, let after else { return before == nil && after == nil }
    return type(of: before) == type(of: after) && AnyHashable(before) == AnyHashable(after)
  }
}
