/// The value after an update; values of different types never merge, the new one replaces the old one.
///
/// Dictionaries inside of dictionaries are merged on a list of its own, not on the stack: how deep they are is up to who
/// makes them.
func mergedHookValue<Value>(_ old: Value, with new: Value) -> Value {
  var open: [any HookMerge] = []
  var merged = merge(old, new, &open)
  while let last = open.last {
    if let merged { last.take(merged) }
    if let (old, new) = last.next() {
      merged = merge(old, new, &open)
    } else {
      merged = last.result
      open.removeLast()
    }
  }
  // Opened first: as it is, an optional value would be taken for the value.
  guard let merged else { return new }
  return merged as? Value ?? new
}

/// Merges two values, or puts the merge of two dictionaries on the list.
///
/// - Returns: The value after the update, or `nil` if it is not known yet.
private func merge(_ old: Any, _ new: Any, _ open: inout [any HookMerge]) -> Any? {
  if let list = old as? any HookList { return list.appending(new) ?? new }
  guard let merge = (old as? any HookDictionary)?.merge(with: new) else { return new }
  open.append(merge)
  return nil
}

/// A list, to which an update adds.
private protocol HookList {
  /// The list with an update, or `nil` if that is of another type.
  func appending(_ update: Any) -> Any?
}

extension Array: HookList {
  fileprivate func appending(_ update: Any) -> Any? {
    (update as? [Element]).map { self + $0 }
  }
}

/// A dictionary, into which an update is merged.
private protocol HookDictionary {
  /// The merge with an update, or `nil` if that is of another type.
  func merge(with update: Any) -> (any HookMerge)?
}

extension Dictionary: HookDictionary {
  fileprivate func merge(with update: Any) -> (any HookMerge)? {
    (update as? [Key: Value]).map { DictionaryMerge(self, $0) }
  }
}

/// A merge of two dictionaries that has begun; it asks for the merge of each pair of values that have the same key.
private protocol HookMerge: AnyObject {
  /// The next pair.
  func next() -> (old: Any, new: Any)?
  /// Takes what became of the pair.
  func take(_ value: Any)
  /// What came of it when there are no more pairs.
  var result: Any { get }
}

private final class DictionaryMerge<Key: Hashable, Value>: HookMerge {
  private var merged: [Key: Value]
  private var conflicts: [(key: Key, new: Value)] = []
  private var current: (key: Key, new: Value)?

  var result: Any { merged }

  init(_ old: [Key: Value], _ update: [Key: Value]) {
    merged = old
    for (key, new) in update {
      if old[key] == nil { merged[key] = new } else { conflicts.append((key, new)) }
    }
  }

  func next() -> (old: Any, new: Any)? {
    current = conflicts.popLast()
    // Opened, so that what is handed out is a value and no optional one, which a cast would take as it is.
    guard let (key, new) = current, let old = merged[key] else { return nil }
    return (old, new)
  }

  func take(_ value: Any) {
    guard let (key, new) = current else { return }
    merged[key] = value as? Value ?? new
    current = nil
  }
}
