/// What a receiver does.
@usableFromInline
enum ReceiverBody<Payload: Sendable>: Sendable {
  case plain(@Sendable (Payload) throws -> Void)
  case returning(@Sendable (SignalSender?, Payload) throws -> any Sendable)
  case asynchronous(@Sendable (SignalSender?, Payload) async throws -> any Sendable)
}
