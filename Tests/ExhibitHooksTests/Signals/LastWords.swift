/// Does something when it ends, as what a receiver captures may.
final class LastWords: Sendable {
  private let say: @Sendable () -> Void

  init(_ say: @escaping @Sendable () -> Void) { self.say = say }

  deinit { say() }
}
