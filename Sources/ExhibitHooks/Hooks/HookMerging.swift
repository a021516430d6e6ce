/// Values that an update adds to instead of replacing them.
private protocol HookMergeable {
  func merged(with update: Any) -> Self?
}

extension Array: HookMergeable {
  fileprivate func merged(with update: Any) -> [Element]? {
    (update as? [Element]).map { self + $0 }
  }
}

extension Dictionary: HookMergeable {
  fileprivate func merged(with update: Any) -> [Key: Value]? {
    (update as? [Key: Value]).map { update in
      merging(update) { old, new in mergedHookValue(old, with: new) }
    }
  }
}

/// Opened, so that what comes is a value and no optional one, which a cast to `any Sendable` would take as it is.
private func combined<Old: HookMergeable>(_ old: Old, with new: Any) -> Any? {
  guard let merged = old.merged(with: new) else { return nil }
  return merged
}

/// The value after an update; values of different types never merge, the new one replaces the old one.
func mergedHookValue<Value>(_ old: Value, with new: Value) -> Value {
  guard let mergeable = old as? any HookMergeable, let merged = combined(mergeable, with: new) else { return new }
  return merged as? Value ?? new
}
