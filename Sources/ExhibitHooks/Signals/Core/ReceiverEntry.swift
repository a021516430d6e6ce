/// One connection of a receiver to a signal.
///
/// Only the list and the snapshots hold it. What a receiver captures is let go when it is disconnected, whoever keeps the
/// connection.
@usableFromInline
final class ReceiverEntry<Payload: Sendable>: Sendable {
  @usableFromInline let name: String
  @usableFromInline let terms: ReceiverTerms
  @usableFromInline let body: ReceiverBody<Payload>

  init(_ name: String, _ terms: ReceiverTerms, _ body: ReceiverBody<Payload>) {
    self.name = name
    self.terms = terms
    self.body = body
  }

  /// What it does, if there is nothing to look at before it is called: neither limits nor an end of its own.
  var plainBody: PlainBody<Payload>? {
    guard terms.areNone, case .plain(let body) = body else { return nil }
    return PlainBody(call: body)
  }
}
