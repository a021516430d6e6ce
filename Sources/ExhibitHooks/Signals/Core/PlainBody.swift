/// What a receiver does that has nothing to look at before it is called.
///
/// Not the closure itself, which a list would keep in a form that costs a detour in each call.
@usableFromInline
struct PlainBody<Payload: Sendable>: Sendable {
  @usableFromInline let call: @Sendable (Payload) throws -> Void
}
