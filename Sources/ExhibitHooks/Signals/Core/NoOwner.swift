/// Stands for the owner of a receiver that is connected until it is disconnected.
///
/// It is not `nil`, because an optional owner that is `nil` by mistake would connect for ever.
@usableFromInline
final class NoOwner: Sendable {
  @usableFromInline static let none = NoOwner()
}
