import ExhibitHooks

/// A signal of Exhibit.
final class SignalContender: Contender {
  let name = "Exhibit Signal"
  private let tally = Tally()
  private let signal = Signal<Int>("benchmark", in: SignalNamespace())

  var calls: Int { tally.value }

  func add(_ count: Int) throws {
    for _ in 0..<count { try signal.connect { [tally] number in tally.add(number) } }
  }

  func send(_ count: Int) {
    for _ in 0..<count { signal.send(1) }
  }
}
