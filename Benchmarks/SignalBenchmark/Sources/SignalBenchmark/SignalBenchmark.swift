import Foundation

/// Compares sending to a number of receivers with what one would otherwise use, in one run, taking turns.
///
/// Prints the least times, and exits with 1 if a target is missed: faster than `NotificationCenter` and OpenCombine at
/// each count, and at most three times a bare loop over the closures at 10 and 100 receivers, whatever they capture. What
/// receivers of other kinds take is for information.
@main
enum SignalBenchmark {
  private static let counts = [0, 1, 10, 100]
  private static let turns = 201
  private static let limit = 3.0

  static func main() throws {
    var misses: [String] = []
    for receivers in Receivers.allCases {
      print("receivers: \(receivers.rawValue)".padded(to: 39), "ns per send  ratio to loop", separator: "  ")
      for count in counts { misses += try compare(count, receivers) }
    }
    print("receivers: other kinds".padded(to: 39), "ns per send  ratio to loop", separator: "  ")
    for count in counts { try compareKinds(count) }
    for miss in misses { print("missed: \(miss)") }
    if !misses.isEmpty { exit(1) }
  }

  /// Compares all at one count of receivers.
  ///
  /// - Returns: The targets that were missed.
  private static func compare(_ count: Int, _ receivers: Receivers) throws -> [String] {
    let contenders: [any Contender] = [
      LoopContender(), SignalContender(), NotificationContender(), SubjectContender(),
    ]
    for contender in contenders { try contender.add(count, receivers) }
    let times = times(of: contenders, count: count)
    var misses: [String] = []
    for (contender, time) in zip(contenders, times).dropFirst(2) where times[1] >= time {
      misses.append("\(count) \(receivers.rawValue) receivers: not faster than \(contender.name)")
    }
    if count >= 10, times[1] > limit * times[0] {
      misses.append("\(count) \(receivers.rawValue) receivers: more than \(limit) times the loop")
    }
    return misses
  }

  /// Compares receivers of other kinds with the loop at one count.
  private static func compareKinds(_ count: Int) throws {
    let contenders: [any Contender] = [LoopContender()] + Kind.allCases.map { KindContender($0) }
    for contender in contenders { try contender.add(count, .capturing) }
    _ = times(of: contenders, count: count)
  }

  /// Measures and prints the least time of a send of each, in nanoseconds; all that other programs do only adds to it.
  private static func times(of contenders: [any Contender], count: Int) -> [Double] {
    var times = contenders.map { _ in Double.infinity }
    let sends = 4_000 / (count + 1)
    for _ in 0..<turns {
      for (index, contender) in contenders.enumerated() {
        let expected = contender.calls + Total.value + sends * contender.calls(of: count)
        let duration = ContinuousClock().measure { contender.send(sends) }
        precondition(contender.calls + Total.value == expected, "\(contender.name) lost or doubled a call")
        times[index] = min(times[index], duration / .nanoseconds(1) / Double(sends))
      }
    }
    for (contender, time) in zip(contenders, times) {
      print(
        "\(count)".padded(to: 9), contender.name.padded(to: 28), String(format: "%11.1f", time),
        String(format: "%13.2f", time / times[0]), separator: "  ")
    }
    return times
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { padding(toLength: width, withPad: " ", startingAt: 0) }
}
