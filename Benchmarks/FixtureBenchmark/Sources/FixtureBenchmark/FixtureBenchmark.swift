import ExhibitFixtures
import Foundation

/// Compares the reading of a cached detail with that of a property under a lock, taking turns.
///
/// Prints the medians, and exits with 1 if a read by one reader takes more than five times as long as the property.
@main
enum FixtureBenchmark {
  private static let turns = 201
  private static let limit = 5.0

  static func main() throws {
    let (server, other) = (Server("a"), Server("b"))
    let contenders = try Contender.all(server, other)
    var misses: [String] = []
    print("readers  contender                ns per read  ratio to property")
    let asked = CommandLine.arguments.compactMap { Int($0) }
    for count in asked.isEmpty ? [1, 2, 8, 64] : asked {
      let medians = try medians(of: contenders, readers: count)
      for (contender, median) in zip(contenders, medians) {
        print(
          "\(count)".padded(to: 7), contender.name.padded(to: 23), String(format: "%11.1f", median),
          String(format: "%17.2f", median / medians[0]), separator: "  ")
      }
      if count == 1, medians[1] > limit * medians[0] {
        misses.append("a detail takes more than \(limit) times as long")
      }
    }
    for miss in misses { print("missed: \(miss)") }
    if !misses.isEmpty { exit(1) }
  }

  /// The median time of a read of each, in nanoseconds of a reader; they take turns, so that what disturbs one disturbs
  /// all.
  private static func medians(of contenders: [Contender], readers: Int) throws -> [Double] {
    var times = contenders.map { _ in [Double]() }
    // Short, so that a busy machine hardly ever takes the processor away in the middle of a turn.
    let reads = max(5_000 / readers, 200)
    for _ in 0..<turns {
      for (index, contender) in contenders.enumerated() {
        let duration = Readers(count: readers).measure { contender.read(reads) }
        times[index].append(duration / .nanoseconds(1) / Double(reads * readers))
      }
    }
    return times.map { $0.sorted()[turns / 2] }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { padding(toLength: width, withPad: " ", startingAt: 0) }
}
