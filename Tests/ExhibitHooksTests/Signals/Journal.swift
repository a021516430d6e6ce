import ExhibitSupport

/// Writes down who was called, so that a test can compare the order of calls as a picture.
final class Journal: Sendable {
  private let words = Locked<[String]>([])

  var picture: String { words.withLock { $0.joined(separator: " ") } }

  func add(_ word: String) { words.withLock { $0.append(word) } }
}

/// An error that a receiver throws.
struct Refusal: Error, Equatable {
  var name = "no"
}

/// An object that sends.
final class Sender: Sendable {}
