import OpenCombine

/// A subject of OpenCombine.
final class SubjectContender: Contender {
  let name = "OpenCombine subject"
  private let tally = Tally()
  private let subject = PassthroughSubject<Int, Never>()
  private var subscriptions: [AnyCancellable] = []

  var calls: Int { tally.value }

  func add(_ count: Int, _ receivers: Receivers) {
    for _ in 0..<count {
      switch receivers {
      case .capturing: subscriptions.append(subject.sink { [tally] number in tally.add(number) })
      case .bare: subscriptions.append(subject.sink { number in Total.add(number) })
      }
    }
  }

  func send(_ count: Int) {
    for _ in 0..<count { subject.send(1) }
  }
}
