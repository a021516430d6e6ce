import CExhibitRecord
package import ExhibitRecord
import ExhibitSupport
import Foundation

/// One execution of one test in this process.
package final class TestAttempt: Sendable {
  private struct State {
    var place: Place?
    var fileNames: FileNames?
    var issueCount = 0
    var firstFailure: TestFailure?
    var end: End?
    /// What hooks threw that has not failed the test yet.
    var hookErrors: [String] = []
    var bodyStarted = exhibit_monotonic_nanoseconds()
  }

  /// What the files in the directory are called.
  private struct FileNames {
    /// The folded names of the artifacts, and of what was there before the first of them.
    var taken: Set<String>
    /// The names of the artifacts.
    var saved: Set<String> = []
    /// The numbers that the last artifacts of one name got.
    var lastNumbers: [String: Int] = [:]

    init(in directory: String) {
      taken = Set(FileSystem.names(in: directory).map(PathComponent.folded))
    }
  }

  /// Where the attempt's files go.
  private enum Place {
    case wanted(String)
    /// Made, but the record does not know it yet.
    case claimed(String)
    case made(MadeDirectory)
    // Boxed, because a debug build clears the room for it wherever a place is handled.
    /// It cannot be made; there may be a temporary one instead.
    indirect case lost(EvidenceError, temporary: String?)
  }

  /// A directory that was made.
  private final class MadeDirectory: Sendable {
    let path: String
    /// As the record names it.
    let recordedPath: String

    init(path: String, recordedPath: String) {
      self.path = path
      self.recordedPath = recordedPath
    }
  }

  /// The test.
  package let key: TestKey

  /// Which attempt at it this is in its run, from 1.
  package let number: Int

  private let directories: TestDirectories?
  private let run: RunDirectory?
  private let state = Locked(State())

  init(key: TestKey, number: Int, run: RunDirectory?, directories: TestDirectories?) {
    self.key = key
    self.number = number
    self.run = run
    self.directories = directories
  }

  /// Whether its outcome is final.
  package var isFinished: Bool { state.withLock { $0.end != nil } }

  /// Its end, once it is final.
  var end: End? { state.withLock { $0.end } }

  /// How many failures it has had.
  package var issueCount: Int { state.withLock { $0.issueCount } }

  /// The first of them.
  var firstFailure: TestFailure? { state.withLock { $0.firstFailure } }

  /// The nanoseconds that the test itself has run, without what Exhibit and its plugins did before it.
  var elapsed: Int64 { state.withLock { exhibit_monotonic_nanoseconds() - $0.bodyStarted } }

  /// The test's own time begins.
  func beginBody() {
    beginBody(at: exhibit_monotonic_nanoseconds())
  }

  /// The test's own time began at some time of the monotonic clock.
  func beginBody(at time: Int64) {
    state.withLock { $0.bodyStarted = time }
  }

  /// How it ended.
  struct End: Sendable {
    let outcome: Outcome
    /// Why it was skipped.
    let reason: String?
    /// How long the test itself has run, without what Exhibit and its plugins did before it.
    let nanoseconds: Int64
    let issueCount: Int
    /// The directory as the record names it, if there is one yet.
    let recordedPath: String?
  }

  /// The outcome is final.
  ///
  /// - Returns: How it ended, or `nil` if that was final before.
  func finish(_ outcome: Outcome, reason: String?) -> End? {
    state.withLock { state in
      guard state.end == nil else { return nil }
      let now = exhibit_monotonic_nanoseconds()
      var recordedPath: String?
      if case .made(let directory) = state.place { recordedPath = directory.recordedPath }
      let end = End(
        outcome: outcome, reason: reason, nanoseconds: now - state.bodyStarted, issueCount: state.issueCount,
        recordedPath: recordedPath)
      state.end = end
      return end
    }
  }

  /// The attempt has passed, and has no directory but one that was made.
  func pass(nanoseconds: Int64) {
    state.withLock { state in
      var recordedPath: String?
      if case .made(let directory) = state.place { recordedPath = directory.recordedPath }
      state.end = End(
        outcome: .passed, reason: nil, nanoseconds: nanoseconds, issueCount: 0, recordedPath: recordedPath)
    }
  }

  func add(_ failure: TestFailure) {
    state.withLock { state in
      state.issueCount += 1
      if state.firstFailure == nil { state.firstFailure = failure }
    }
  }

  // MARK: Errors of hooks

  /// Takes an error of a hook that is to fail the test.
  func add(hookError: String) {
    state.withLock { $0.hookErrors.append(hookError) }
  }

  /// The errors of hooks for which nobody has failed the test yet; who asks has to.
  package func takeHookErrors() -> [String] {
    state.withLock { state in
      defer { state.hookErrors = [] }
      return state.hookErrors
    }
  }

  // MARK: The directory

  /// Takes the path that a pre callback computed.
  func setDirectory(_ path: String) {
    state.withLock { state in
      switch state.place {
      case .made(let current) where current.path == path: break
      case .lost(_, temporary: path): break
      default: state.place = .wanted(path)
      }
    }
  }

  /// Takes the path that a pre callback computed, unless it may not be used because it is there: then another beside it.
  ///
  /// - Returns: The path that is used.
  func claimDirectory(_ path: String) -> String {
    state.withLock { state in
      switch state.place {
      case .made(let directory): return directory.path
      case .claimed(let current), .lost(_, temporary: let current?): return current
      case .wanted, .lost, nil: break
      }
      var (candidate, number) = (path, 1)
      do throws(FileSystem.Failure) {
        if let parent = path.parentPath { try FileSystem.makeDirectories(parent) }
        while try !FileSystem.makeDirectory(candidate), number < 100_000 {
          number += 1
          candidate = "\(path)@\(number)"
        }
        state.place = .claimed(candidate)
      } catch {
        state.place = .wanted(path)
      }
      return candidate
    }
  }

  /// What ``directory()`` has to say.
  struct Directory {
    /// An absolute path.
    let path: String
    /// As the record names it, if this call made it.
    var newPath: String?
  }

  /// The directory, made if it is not there.
  ///
  /// - Throws: Why it cannot be made; that is so from then on.
  func directory() throws(EvidenceError) -> Directory {
    try state.withLock { state throws(EvidenceError) in
      let failure: EvidenceError
      do throws(FileSystem.Failure) {
        switch state.place {
        case .made(let directory):
          return Directory(path: directory.path)
        case .lost(let known, _): failure = known
        case .wanted(let path), .claimed(let path):
          try FileSystem.makeDirectories(path)
          return made(path, as: run?.relative(path) ?? path, &state)
        case nil:
          if let directories {
            let name = try directories.directory(for: key, attempt: number)
            let path = directories.root + "/" + name
            return made(path, as: directories.isShared ? run?.relative(path) ?? path : "tests/" + name, &state)
          }
          failure = EvidenceError(code: .unwritable, message: "there is no run directory", cause: .noRun)
        }
      } catch {
        failure = EvidenceError(
          code: .unwritable, message: "the directory of \(key) cannot be made: \(error)", cause: .system(error))
      }
      if case .lost = state.place { throw failure }
      state.place = .lost(failure, temporary: nil)
      throw failure
    }
  }

  /// A path for whoever has to have one: that of the directory, or of a temporary one if it cannot be made.
  func usablePath() -> String {
    if let path = try? directory().path { return path }
    return state.withLock { state in
      guard case .lost(let failure, let temporary) = state.place else { return TemporaryDirectory.make() }
      let path = temporary ?? TemporaryDirectory.make()
      state.place = .lost(failure, temporary: path)
      return path
    }
  }

  /// Why there is no directory, if it was tried to make it.
  var directoryFailure: EvidenceError? {
    state.withLock { state in
      if case .lost(let failure, _) = state.place { return failure }
      return nil
    }
  }

  private func made(_ path: String, as recordedPath: String, _ state: inout State) -> Directory {
    state.place = .made(MadeDirectory(path: path, recordedPath: recordedPath))
    return Directory(path: path, newPath: recordedPath)
  }

  /// Whether an artifact of this attempt was saved at a path.
  func hasFile(named path: String) -> Bool {
    state.withLock { state in
      guard case .made(let directory)? = state.place, let name = path.path(below: directory.path) else { return false }
      return state.fileNames?.saved.contains(name) ?? false
    }
  }

  /// Notes that a file in the directory, or below it, is listed where it is.
  func addFile(at path: String) {
    state.withLock { state in
      guard case .made(let directory)? = state.place, let name = path.path(below: directory.path) else { return }
      var names = state.fileNames ?? FileNames(in: directory.path)
      state.fileNames = nil
      names.taken.insert(PathComponent.folded(name))
      names.saved.insert(name)
      state.fileNames = names
    }
  }

  /// The path of the directory, if it was made.
  var madePath: String? {
    state.withLock { state in
      if case .made(let directory) = state.place { return directory.path }
      return nil
    }
  }

  /// Picks a file name that no other artifact of this attempt has, and none that looks like it.
  func claimFileName(in directory: String, _ wanted: (Int) -> String) -> String {
    state.withLock { state in
      var names = state.fileNames ?? FileNames(in: directory)
      defer { state.fileNames = names }
      // One owner at a time, or every insertion copies the set.
      state.fileNames = nil
      let first = PathComponent.folded(wanted(1))
      var number = names.lastNumbers[first, default: 0] + 1
      while true {
        let name = wanted(number)
        if FileSystem.kind(of: directory + "/" + name) == nil, names.taken.insert(PathComponent.folded(name)).inserted {
          names.lastNumbers[first] = number
          names.saved.insert(name)
          return name
        }
        number += 1
      }
    }
  }
}
