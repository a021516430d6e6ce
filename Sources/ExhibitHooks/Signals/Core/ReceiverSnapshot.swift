/// The receivers of a signal, in order of connection, as they are at one moment.
///
/// It never changes: connecting and disconnecting put another in its place. A send works on the one that it found.
@usableFromInline
final class ReceiverSnapshot<Payload: Sendable>: Sendable {
  @usableFromInline let entries: [ReceiverEntry<Payload>]

  /// Their names, apart from them: a result that somebody keeps must not keep receivers.
  @usableFromInline let names: [String]

  /// What they do, if there is nothing to look at before any of them is called.
  @usableFromInline let plainBodies: [PlainBody<Payload>]?

  init(_ entries: [ReceiverEntry<Payload>] = []) {
    self.entries = entries
    names = entries.map(\.name)
    let bodies = entries.compactMap(\.plainBody)
    plainBodies = bodies.count == entries.count ? bodies : nil
  }

  /// Those who would be called for this sender now.
  func entries(for sender: SignalSender?) -> [ReceiverEntry<Payload>] {
    var delivery = Delivery(sender: sender)
    return entries.indices.filter { delivery.reaches(entries[$0].terms, at: $0) }.map { entries[$0] }
  }
}
