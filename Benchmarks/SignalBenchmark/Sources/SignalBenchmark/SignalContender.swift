import ExhibitHooks

/// A signal of Exhibit.
final class SignalContender: Contender {
  let name = "Exhibit Signal"
  private let tally = Tally()
  private let signal = Signal<Int>("benchmark", in: SignalNamespace())

  var calls: Int { tally.value }

  func add(_ count: Int, _ receivers: Receivers) throws {
    for _ in 0..<count {
      switch receivers {
      case .capturing: try signal.connect { [tally] number in tally.add(number) }
      case .bare: try signal.connect { number in Total.add(number) }
      }
    }
  }

  func send(_ count: Int) {
    for _ in 0..<count { signal.send(1) }
  }
}
