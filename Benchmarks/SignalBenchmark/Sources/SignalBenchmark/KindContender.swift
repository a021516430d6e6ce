import ExhibitHooks

/// A signal of Exhibit whose receivers are connected in one of the other ways.
final class KindContender: Contender {
  let name: String
  private let kind: Kind
  private let tally = Tally()
  private let signal = Signal<Int>("benchmark", in: SignalNamespace())
  private let sender = Tally()

  init(_ kind: Kind) {
    self.kind = kind
    name = "Signal, " + kind.rawValue
  }

  /// How often each receiver is called in a send to that many.
  func calls(of count: Int) -> Int { kind == .others ? min(count, 1) : count }

  var calls: Int { tally.value }

  func add(_ count: Int, _ receivers: Receivers) throws {
    for number in 0..<count {
      let receiver: @Sendable (Int) -> Void = { [tally] number in tally.add(number) }
      switch kind {
      case .object: try signal.connect(from: .object(sender), receiver)
      case .value: try signal.connect(from: .value("sender"), receiver)
      case .others: try signal.connect(from: .value(count - 1 - number), receiver)
      case .owned: try signal.connect(whileAlive: sender, receiver)
      case .told: try signal.connect { [tally] _, number in tally.add(number) }
      case .answering:
        try signal.connect { [tally] _, number in
          tally.add(number)
          return number
        }
      }
    }
  }

  func send(_ count: Int) {
    switch kind {
    case .object: for _ in 0..<count { signal.send(1, from: sender) }
    case .value: for _ in 0..<count { signal.send(1, from: "sender") }
    case .others: for _ in 0..<count { signal.send(1, from: 0) }
    case .owned: for _ in 0..<count { signal.send(1) }
    case .told: for _ in 0..<count { signal.send(1, from: sender) }
    case .answering: for _ in 0..<count { precondition(signal.send(1).values(of: Int.self).allSatisfy { $0 == 1 }) }
    }
  }
}
