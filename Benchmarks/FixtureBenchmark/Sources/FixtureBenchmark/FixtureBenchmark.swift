import ExhibitFixtures
import Foundation

/// Compares the reading of a cached detail with that of a property under a lock that nobody else wants.
///
/// With one reader the contenders take many short turns, and the medians are compared. With more, each of them reads so
/// many times in one go that they are in one another's way all the time; the time of a read is then that of all divided by
/// the number of reads, so that readers who do not disturb one another would show less than one does.
///
/// Prints the figures, and exits with 1 if a read takes longer than it may, by as many readers as the machine has
/// processors at most. With more, it is the system that says who runs when; the figures are information.
@main
enum FixtureBenchmark {
  /// The most that a read may take, as a multiple of reading the property by one reader, who has the lock for itself.
  private static let limit = 5.0

  static func main() throws {
    let isQuick = CommandLine.arguments.contains("--quick")
    let (server, other) = (Server("a"), Server("b"))
    let contenders = try Contender.all(server, other)
    var misses: [String] = []
    let property = medians(of: [contenders[0]], readers: 1, reads: 5_000, turns: isQuick ? 11 : 201)[0]
    print("readers  contender                ns per read  million reads/s  ratio to property")
    let asked = CommandLine.arguments.compactMap { Int($0) }
    for count in asked.isEmpty ? [1, 2, 8, 64] : asked {
      let medians =
        count == 1
        // Short, so that a busy machine hardly ever takes the processor away in the middle of a turn.
        ? medians(of: contenders, readers: 1, reads: 5_000, turns: isQuick ? 11 : 201)
        : medians(of: contenders, readers: count, reads: isQuick ? 10_000 : 1_000_000, turns: 1)
      for (contender, median) in zip(contenders, medians) {
        print(
          "\(count)".padded(to: 7), contender.name.padded(to: 23), String(format: "%11.1f", median),
          String(format: "%15.1f", 1000 / median), String(format: "%17.2f", median / property), separator: "  ")
      }
      guard count <= ProcessInfo.processInfo.activeProcessorCount else { continue }
      for (contender, median) in zip(contenders, medians).dropFirst()
      where contender.hasTarget && median > limit * property {
        misses.append("\(contender.name), \(count) readers: more than \(limit) times a property of one reader")
      }
    }
    // Too short a measurement tells nothing.
    if isQuick { return }
    for miss in misses { print("missed: \(miss)") }
    if !misses.isEmpty { exit(1) }
  }

  /// The median time of a read of each, in nanoseconds; they take turns, so that what disturbs one disturbs all.
  private static func medians(of contenders: [Contender], readers: Int, reads: Int, turns: Int) -> [Double] {
    var times = contenders.map { _ in [Double]() }
    for _ in 0..<turns {
      for (index, contender) in contenders.enumerated() {
        let (duration, done) = Readers(count: readers).measure(reads: reads, contender.read)
        times[index].append(duration / .nanoseconds(1) / Double(done))
      }
    }
    return times.map { $0.sorted()[turns / 2] }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { padding(toLength: width, withPad: " ", startingAt: 0) }
}
