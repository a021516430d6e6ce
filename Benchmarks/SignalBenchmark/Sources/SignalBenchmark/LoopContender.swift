/// A bare loop over closures: the floor.
final class LoopContender: Contender {
  let name = "bare loop"
  private let tally = Tally()
  private var receivers: [@Sendable (Int) -> Void] = []

  var calls: Int { tally.value }

  func add(_ count: Int, _ kind: Receivers) {
    for _ in 0..<count {
      switch kind {
      case .capturing: receivers.append { [tally] number in tally.add(number) }
      case .bare: receivers.append { number in Total.add(number) }
      }
    }
  }

  func send(_ count: Int) {
    for _ in 0..<count { send(number: 1) }
  }

  // What is in the list is known at run time only, so each closure is called.
  @inline(never)
  private func send(number: Int) {
    for receiver in receivers { receiver(number) }
  }
}
