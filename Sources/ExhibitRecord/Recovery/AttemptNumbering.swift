/// Joins what several processes of a run say about the same tests.
enum AttemptNumbering {
  /// Numbers the attempts at each test by their start, and marks which is final and which test is flaky.
  ///
  /// A test that one process planned and did not come to is not lost if another process has run it.
  static func joined(_ attempts: [AttemptResult]) -> [AttemptResult] {
    var places: [TestKey: Int] = [:]
    var groups: [[AttemptResult]] = []
    for attempt in attempts {
      if let place = places[attempt.key] {
        groups[place].append(attempt)
      } else {
        places[attempt.key] = groups.count
        groups.append([attempt])
      }
    }
    var result: [AttemptResult] = []
    for var group in groups {
      if group.contains(where: { $0.startedAt != nil }) {
        group.removeAll { $0.startedAt == nil }
      } else {
        // Skipped or lost, in some processes perhaps both.
        group = [group.first { $0.outcome != .lost } ?? group[0]]
      }
      group.sort { ($0.startedAt ?? 0, $0.attempt) < ($1.startedAt ?? 0, $1.attempt) }
      for index in group.indices {
        group[index].attempt = max(group[index].attempt, index > 0 ? group[index - 1].attempt + 1 : 1)
        group[index].isFinalAttempt = index == group.index(before: group.endIndex)
      }
      if let last = group.last, last.outcome == .passed, group.contains(where: \.outcome.isBad) {
        for index in group.indices { group[index].isFlaky = true }
      }
      result += group
    }
    return result.sorted {
      ($0.key.id, $0.key.testCase ?? "", $0.attempt) < ($1.key.id, $1.key.testCase ?? "", $1.attempt)
    }
  }
}
