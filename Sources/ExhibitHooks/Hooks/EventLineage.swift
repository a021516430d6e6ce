/// Where an event has come from that is not the first.
final class EventLineage: Sendable {
  let outer: EventChain?
  let cause: EventChain?
  /// The event around it that is inside of none.
  let outermost: EventChain?
  let first: EventChain
  let depth: Int
  let generation: Int

  init(
    outer: EventChain? = nil, cause: EventChain?, outermost: EventChain? = nil, first: EventChain, depth: Int = 1,
    generation: Int
  ) {
    self.outer = outer
    self.cause = cause
    self.outermost = outermost
    self.first = first
    self.depth = depth
    self.generation = generation
  }
}
