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

/// The value after an update; values of different types never merge, the new one replaces the old one.
func mergedHookValue<Value>(_ old: Value, with new: Value) -> Value {
  guard let mergeable = old as? any HookMergeable else { return new }
  return mergeable.merged(with: new) as? Value ?? new
}
