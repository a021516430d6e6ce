/// How a signal's receivers are connected that have more to look at than their payload.
enum Kind: String, CaseIterable {
  /// Limited to the object that sends.
  case object = "of one object"
  /// Limited to the value that sends.
  case value = "of one value"
  /// Each limited to a value of its own, the last to the one that sends.
  case others = "of many values"
  /// As long as an owner lives.
  case owned = "while an owner lives"
  /// Told sender and payload.
  case told = "sender and payload"
  /// Told the sender, with an answer that is collected.
  case answering = "answering"
}
