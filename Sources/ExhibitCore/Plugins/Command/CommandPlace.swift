import CExhibitRecord
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// The test for which a command is run, and the directory that it is given.
struct CommandPlace: Sendable {
  /// The test, if the event names one.
  let attempt: TestAttempt?

  /// The directory, if there is one.
  let directory: String?

  /// Whether the directory was made for this command alone.
  private let isOwn: Bool
  /// What was there before.
  private let contents: DirectoryContents?
  /// Whether other commands may work in the directory at the same time.
  private let isShared: Bool

  /// The directories in which commands are working: how many, and what was there before the first.
  private static let working = Locked<[String: (count: Int, contents: DirectoryContents)]>([:])

  /// Finds out where a command works.
  ///
  /// - Parameters:
  ///   - event: The event at which it is started.
  ///   - session: The session.
  ///   - ident: Whose directory it is, if the test uses its own at the same time.
  /// - Throws: The failure of the file system if there can be no directory.
  init(of event: HookEvent, in session: RunSession, ownedBy ident: String? = nil) throws {
    let attempt = event[ifPresent: .testID].flatMap { session.attempt(forHookOf: $0) }
    self.attempt = attempt
    var directory = event[ifPresent: .artifactPath] ?? attempt.map { session.usableDirectory(of: $0) }
    if let path = directory { try FileSystem.makeDirectories(path) }
    var isOwn = false
    if let path = directory, let ident {
      // An ordinary one, so that what is in it can be listed where it is.
      let distinct = PathComponent.distinct(ident, hashing: ident).map { $0 == "@" ? "-" : $0 }
      let name = PathComponent.ordinary(ident) ?? String(distinct)
      directory = path + "/" + name
      isOwn = try FileSystem.makeDirectory(path + "/" + name)
    }
    self.directory = directory
    self.isOwn = isOwn
    isShared = ident == nil && attempt != nil && directory != nil
    if isShared, let directory {
      contents = Self.working.withLock { working in
        let contents = working[directory]?.contents ?? DirectoryContents(of: directory)
        working[directory, default: (0, contents)].count += 1
        return contents
      }
    } else {
      contents = directory.map { DirectoryContents(of: $0) }
    }
  }

  /// The variables that tell a command what it is run for.
  func variables(for event: HookEvent, in session: RunSession) -> [String: String] {
    var variables = ["EXHIBIT_EVENT": event.name.rawValue]
    variables["EXHIBIT_ARTIFACT_PATH"] = directory
    variables["EXHIBIT_TEST_ID"] = event[ifPresent: .testID]
    variables["EXHIBIT_TEST_NAME"] = event[ifPresent: .testName]
    variables["EXHIBIT_TEST_LOCATION"] = event[ifPresent: .testLocation]
    variables["EXHIBIT_ATTEMPT"] = event[ifPresent: .attempt].map(String.init)
    variables["EXHIBIT_TEST_RESULT"] = event[ifPresent: .testResult]?.rawValue
    variables["EXHIBIT_RUN_ID"] = session.run?.id.rawValue
    variables["EXHIBIT_RUN_DIR"] = session.run?.path
    // A test's id may hold anything.
    return variables.mapValues { $0.utf8.contains(0) ? $0.printable : $0 }
  }

  /// Lists the files that are new, once no command is working in the directory any more: nobody knows whose they are, nor
  /// whether one that another is writing is complete.
  ///
  /// To be called once for each command.
  func listFiles(in session: RunSession) {
    guard let attempt, let directory, !isShared || isLast(in: directory) else { return }
    let store = ArtifactStore(session: session, attempt: attempt)
    let found = DirectoryContents(of: directory)
    for name in found.files.subtracting(contents?.files ?? []).sorted() {
      // A file that the test saved meanwhile is listed already.
      if attempt.hasFile(named: directory + "/" + name) { continue }
      if case .failure(let error) = store.adopt(directory + "/" + name, description: name) {
        session.evidenceLost(error, attempt: attempt)
      }
    }
    if let redactor = session.redaction.redactor {
      hideSecrets(in: found.directories.subtracting(contents?.directories ?? []), of: directory, redactor)
    }
    removeOwnIfEmpty()
  }

  /// Removes new directories whose names hold a secret, as the files that were in them are elsewhere by now; one that
  /// still has something in it gets another name.
  private func hideSecrets(in directories: Set<String>, of directory: String, _ redactor: Redactor) {
    // The deepest first: the path of what is in another holds while that has its name.
    for name in directories.sorted(by: >) {
      let path = directory + "/" + name
      guard !redactor.redactedFileName(name).isIdentical(to: name), rmdir(path) != 0 else { continue }
      let original = name.lastPathName
      let redacted = redactor.redactedFileName(original)
      guard !redacted.isIdentical(to: original), let parent = path.parentPath else { continue }
      let clean = ArtifactFileName(description: redacted, contentType: "inode/directory", redactor: redactor)
      for number in 1...1000 {
        if exhibit_rename_new(path, parent + "/" + clean.candidate(number)) == 0 || errno != EEXIST { break }
      }
    }
  }

  private func isLast(in directory: String) -> Bool {
    Self.working.withLock { working in
      working[directory]?.count -= 1
      guard working[directory]?.count == 0 else { return false }
      working[directory] = nil
      return true
    }
  }

  /// Removes all that the command left, if the directory is its own.
  func removeOwn() {
    if isOwn, let directory { _ = exhibit_remove_tree(directory) }
  }

  private func removeOwnIfEmpty() {
    if isOwn, let directory { rmdir(directory) }
  }
}
