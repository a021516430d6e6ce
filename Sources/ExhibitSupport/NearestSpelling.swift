/// Finds what somebody probably meant who wrote a name that does not exist.
package enum NearestSpelling {
  /// Names longer than this are not compared, which bounds the work for hostile input.
  private static let lengthLimit = 64

  /// Returns the candidate that is spelled most like a name.
  ///
  /// Spellings are compared by their Damerau–Levenshtein distance: the number of characters to insert, delete,
  /// replace or swap with their neighbour. Case does not count. A candidate is close enough if at most every
  /// third character differs, three at most: `levl` finds `level`, `tpa` finds `tap`, `html` does not find `tap`.
  ///
  /// - Parameters:
  ///   - name: The name as it was written.
  ///   - candidates: The names that exist. Among equally close ones the first wins.
  /// - Returns: A candidate, or nil if none is close enough.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    guard let written = letters(of: name) else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      if candidate == name { return candidate }
      guard let wanted = letters(of: candidate) else { continue }
      let limit = min(3, max(written.count, wanted.count) / 3, best.map { $0.distance - 1 } ?? 3)
      guard limit >= 0, abs(written.count - wanted.count) <= limit else { continue }
      let distance = distance(from: written, to: wanted)
      if distance <= limit { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// Returns a name's characters in lower case, or nil if there are none or too many.
  private static func letters(of name: String) -> [Character]? {
    guard !name.isEmpty, name.utf8.count <= lengthLimit else { return nil }
    return Array(name.lowercased())
  }

  /// Returns the least number of edits that turn one word into the other.
  ///
  /// This is the restricted form, which never edits a swapped pair again: three rows of the table are enough.
  private static func distance(from first: [Character], to second: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...second.count)
    for row in first.indices {
      var current = [row + 1]
      for column in second.indices {
        let replacing = previous[column] + (first[row] == second[column] ? 0 : 1)
        var edits = min(replacing, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          edits = min(edits, beforePrevious[column - 1] + 1)
        }
        current.append(edits)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[second.count]
  }
}
