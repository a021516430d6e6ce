/// What a receiver does, with sender, payload, and the arguments if the signal was fired by its name.
@usableFromInline
enum ReceiverBody<Payload: Sendable>: Sendable {
  case plain(@Sendable (Payload) throws -> Void)
  case told(@Sendable (SignalSender?, Payload) throws -> Void)
  case returning(@Sendable (SignalSender?, Payload, SignalArguments?) throws -> any Sendable)
  case asynchronous(@Sendable (SignalSender?, Payload, SignalArguments?) async throws -> any Sendable)
}
