package import CExhibitRecord
import ExhibitSupport
import Foundation

/// Hands out the directories of a run's tests, and makes them.
///
/// No two attempts get one directory, and no two directories get names that some file system takes for the same. An
/// ordinary name is used unchanged, so two names that differ only in case cannot be told apart by a function of one of
/// them: whoever comes second gets the distinct form. Inside a process that is known from a table; between processes
/// the directory itself is the claim: it is made first, then its siblings are looked at, and who then finds one that
/// looks the same gives its own up. Of two that do this at once at least one sees the other.
package final class TestDirectories: Sendable {
  private final class Parent {
    let path: String
    /// The same, relative to the root.
    let relative: String
    /// What this process has in the directory under the plain names of first attempts, as nearly all have.
    let plain: exhibit_siblings
    /// The folded names of what else it has there.
    var taken = NameTable<Void>()
    /// The names by the keys of what they stand for, for who asks again.
    var names = NameTable<String>()
    /// How many directories got a name that others would have got too.
    var counts = NameTable<Int>()

    init(path: String, relative: String) {
      self.path = path
      self.relative = relative
      var path = path
      plain = path.withUTF8 { exhibit_siblings_make(exhibit_text($0)) }
    }

    deinit {
      exhibit_siblings_free(plain)
    }

    /// How many directories this process has there.
    var count: Int { names.count + exhibit_siblings_count(plain) }

    /// Whether it has one whose name looks the same.
    func hasTaken(_ folded: String) -> Bool {
      var name = folded
      let isPlain = name.withUTF8 { exhibit_siblings_find(plain, exhibit_text($0)) != EXHIBIT_SIBLING_NONE }
      return isPlain || taken[folded] != nil
    }

    /// Whether the directory of a first attempt is there under its plain name, after it was made if that is all there is
    /// to do.
    func hasPlain(_ name: exhibit_text) -> Bool {
      if exhibit_siblings_find(plain, name) == EXHIBIT_SIBLING_SAME { return true }
      return taken.isEmpty && exhibit_siblings_add(plain, name, names.count)
    }
  }

  private struct State {
    var parents = NameTable<Parent>()
    /// Where the last test was: the next one is mostly of the same class.
    var last: (key: TestKey, parent: Parent)?
  }

  /// Below what the directories are.
  package let root: String
  /// Whether a directory that was there may be used for an attempt.
  package let isReuseAllowed: Bool

  /// Whether they are those of all runs, beside that of the run.
  package var isShared: Bool { place != nil }

  private let redaction: RedactionRules
  private let place: SharedPlace?
  private let state = Locked(State())

  /// Creates a table for the directories below a root, which need not exist yet.
  ///
  /// - Parameters:
  ///   - root: The root.
  ///   - redaction: What is taken out of every name.
  ///   - isReuseAllowed: Whether a directory that was there may be used for an attempt.
  package init(root: String, redaction: RedactionRules = RedactionRules(), isReuseAllowed: Bool = true) {
    self.root = root
    self.redaction = redaction
    self.isReuseAllowed = isReuseAllowed
    place = nil
  }

  /// Creates a table for the directories of a run.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - layout: Where they are.
  ///   - redaction: What is taken out of every name.
  ///   - isReuseAllowed: Whether a directory that was there may be used for an attempt.
  package init(of run: RunDirectory, layout: TestLayout, redaction: RedactionRules, isReuseAllowed: Bool) {
    root = layout == .run ? run.tests : run.sharedTests
    self.redaction = redaction
    self.isReuseAllowed = isReuseAllowed
    place = layout == .run ? nil : SharedPlace(run: run.id, isBelow: layout == .test, isReuseAllowed: isReuseAllowed)
  }

  /// The directory of an attempt, made if it is not there.
  ///
  /// - Parameters:
  ///   - key: The test.
  ///   - attempt: 1 for the first.
  /// - Returns: The path relative to the root.
  /// - Throws: The failure of the file system if the directory cannot be made.
  package func directory(for key: TestKey, attempt: Int) throws(FileSystem.Failure) -> String {
    let redactor = redaction.redactor
    return try state.withLock { (state) throws(FileSystem.Failure) -> String in
      let parent = try directory(above: key, redactor, &state)
      // With a directory for each run below it, that of the test is nobody's own.
      let isOwn = !isReuseAllowed && place?.isBelow != true
      if attempt == 1, redactor == nil, place == nil, !isOwn, let name = key.plainFileName, parent.hasPlain(name) {
        return parent.relative + "/" + key.name
      }
      let leaf = TestPath.leaf(of: key, attempt: attempt, redactor: redactor)
      let path = try parent.relative + "/" + claim(leaf, in: parent, isShared: !isOwn)
      return try place?.enter(path, below: root) ?? path
    }
  }

  /// Where the directories of the tests of a class are, if first attempts have them under their plain names.
  package struct PlainParent {
    /// What this process has there, as long as the table is there.
    package let siblings: exhibit_siblings
    /// The directory.
    package let path: String
    /// The same, relative to the root.
    package let relative: String
  }

  /// The directory above those of the tests of a class, made if it is not there.
  ///
  /// - Parameter key: A test of the class.
  /// - Returns: `nil` if the names of the tests alone do not say what their directories are called.
  /// - Throws: The failure of the file system if the directory cannot be made.
  package func plainParent(of key: TestKey) throws(FileSystem.Failure) -> PlainParent? {
    guard redaction.redactor == nil, place == nil, isReuseAllowed else { return nil }
    return try state.withLock { (state) throws(FileSystem.Failure) -> PlainParent? in
      let parent = try directory(above: key, nil, &state)
      guard parent.taken.isEmpty else { return nil }
      return PlainParent(siblings: parent.plain, path: parent.path, relative: parent.relative)
    }
  }

  private func directory(
    above key: TestKey, _ redactor: Redactor?, _ state: inout State
  ) throws(FileSystem.Failure) -> Parent {
    if let last = state.last, last.key.sharesSuite(with: key) { return last.parent }
    if state.parents.isEmpty, FileSystem.kind(of: root) == .link { throw FileSystem.Failure(path: root, code: ELOOP) }
    var parent = state.parents[root] ?? Parent(path: root, relative: "")
    state.parents[root] = parent
    let components = TestPath.directories(of: key, redactor: redactor)
    // By numbers, see `ProcessHeader.write`.
    for place in 0..<components.count {
      let name = try claim(components[place], in: parent)
      let path = parent.path + "/" + name
      let relative = parent.relative.isEmpty ? name : parent.relative + "/" + name
      parent = state.parents[path] ?? Parent(path: path, relative: relative)
      state.parents[path] = parent
    }
    state.last = (key, parent)
    return parent
  }

  private func claim(
    _ component: TestPath.Component, in parent: Parent, isShared: Bool = true
  ) throws(FileSystem.Failure) -> String {
    if let name = parent.names[component.origin.key] { return name }
    if component.isRedacted { return try claimAlone(component, in: parent) }
    var candidate = component.ordinary ?? component.distinct
    var number = 1
    while true {
      let folded = PathComponent.folded(candidate)
      if !parent.hasTaken(folded),
        try make(candidate, folded: folded, in: parent.path, beside: parent.count, isShared: isShared)
      {
        parent.taken[folded] = ()
        parent.names[component.origin.key] = candidate
        return candidate
      }
      // Two rounds at most but for a collision of hashes, a file put in the way, or what may not be used again.
      candidate = number == 1 ? component.distinct : component.distinct + "@\(number)"
      number += 1
      if number > (isShared ? 100 : 100_000) {
        throw FileSystem.Failure(path: parent.path + "/" + candidate, code: EEXIST)
      }
    }
  }

  /// Claims a name that lacks a secret: what else would get it cannot be told from the name, so a directory that is there
  /// is never shared, not even with the same attempt in another process.
  private func claimAlone(_ component: TestPath.Component, in parent: Parent) throws(FileSystem.Failure) -> String {
    let first = component.distinct
    var number = parent.counts[first] ?? 0
    while true {
      number += 1
      let candidate = number == 1 ? first : first + "@\(number)"
      let folded = PathComponent.folded(candidate)
      if !parent.hasTaken(folded),
        try make(candidate, folded: folded, in: parent.path, beside: parent.count, isShared: false)
      {
        parent.taken[folded] = ()
        parent.names[component.origin.key] = candidate
        parent.counts[first] = number
        return candidate
      }
      if number > 100_000 { throw FileSystem.Failure(path: parent.path + "/" + candidate, code: EEXIST) }
    }
  }

  /// Makes a directory that may be used unless something beside it looks like it.
  ///
  /// - Parameters:
  ///   - name: The directory's name.
  ///   - folded: What names share with it that look like it.
  ///   - path: Where it is made.
  ///   - count: How many directories this process has there.
  ///   - isShared: Whether one that is there may be used too.
  /// - Returns: Whether it may be used.
  /// - Throws: The failure of the file system if the directory cannot be made.
  private func make(
    _ name: String, folded: String, in path: String, beside count: Int, isShared: Bool = true
  ) throws(FileSystem.Failure) -> Bool {
    let full = path + "/" + name
    let isNew: Bool
    do throws(FileSystem.Failure) {
      isNew = try FileSystem.makeDirectory(full)
    } catch  where error.code == ENOENT {
      try FileSystem.makeDirectories(path)
      isNew = try FileSystem.makeDirectory(full)
    }
    // No directory is there but those of this process, and their names are known.
    if isNew, exhibit_link_count(path) == 2 + count + 1 { return true }
    if hasLookAlike(of: name, folded: folded, in: path) {
      if isNew { rmdir(full) }
      return false
    }
    // The directory of the same attempt from another process is shared; anything else in the way is not.
    return isNew || isShared && FileSystem.kind(of: full) == .directory
  }

  private func hasLookAlike(of name: String, folded: String, in path: String) -> Bool {
    switch exhibit_find_look_alike(path, name, folded) {
    case 0: false
    case 1: true
    default:
      FileSystem.names(in: path, isASCIIWanted: false).contains { $0 != name && PathComponent.folded($0) == folded }
    }
  }
}
