import Foundation

/// The room on the disk that a record keeps for itself ahead of its lines.
///
/// When the disk is full, the last of it holds a line that says so; without it the record of a full disk would look like
/// that of a crash. Where a file system cannot keep room, lines are written as long as they can be.
struct RecordRoom {
  /// How much is kept at a time, in bytes.
  private static let portion = 16 << 10

  /// What is left for the line that says why the record stops.
  private static let lastWords = 1 << 10

  private enum State {
    /// So many bytes behind the end of the file are kept.
    case kept(Int)
    case full
    case cannotKeep
  }

  private var state = State.kept(0)

  /// Whether the last refusal was the first one since there was room.
  private(set) var isFirstRefusal = false

  /// Sees to it that there is room for a line, and for the last words behind it.
  ///
  /// - Returns: Why there is none.
  mutating func makeRoom(for count: Int, in file: AppendFile) -> FileSystem.Failure? {
    var left = 0
    switch state {
    case .cannotKeep: return nil
    case .kept(let room) where room >= count + Self.lastWords:
      state = .kept(room - count)
      return nil
    case .kept(let room): left = room
    case .full: break
    }
    var failure: FileSystem.Failure?
    // Of a disk that is nearly full the last bytes are used too.
    for portion in [Self.portion, Self.lastWords] {
      do throws(FileSystem.Failure) {
        try file.reserve(count + portion)
        state = .kept(portion)
        return nil
      } catch {
        guard error.isFull else {
          state = .cannotKeep
          return nil
        }
        failure = error
      }
    }
    if case .full = state { isFirstRefusal = false } else { isFirstRefusal = left >= Self.lastWords }
    state = .full
    return failure
  }

  /// The file is another one, for which nothing is kept.
  mutating func forget() {
    state = .kept(0)
  }

  /// Nothing is kept any more.
  mutating func end() {
    state = .cannotKeep
  }
}
