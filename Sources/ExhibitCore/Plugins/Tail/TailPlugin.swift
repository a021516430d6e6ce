package import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Saves what given files, such as a server's log, grew by while a test was running.
package final class TailPlugin: Plugin {
  package static let name = "tail"

  package struct Options: PluginOptions {
    /// The files; a relative path is taken from the package's root.
    package var paths: [String] = []
    /// How much of what a file grew by is kept: the last of it.
    package var limit = ByteCount(1 << 20)

    package init() {}
  }

  /// A file at the start of a test.
  private struct Start {
    let path: String
    /// Nothing, if it was not there.
    let file: WatchedFile?
    /// Those that had its place before, as `server.log.1`.
    let earlier: Set<WatchedFile.Identity>
  }

  private struct Mistake: Error, CustomStringConvertible {
    let description: String
  }

  private let options: Options
  private let starts = Locked<[(testID: String, starts: [Start])]>([])

  package init(ident: String, options: Options) throws {
    if options.paths.isEmpty { throw Mistake(description: "'paths' must name a file: [\"/var/log/server.log\"]") }
    if let path = options.paths.first(where: { $0.isEmpty || $0.utf8.contains(0) }) {
      throw Mistake(description: "\(path.quoted) is not the path of a file")
    }
    self.options = options
  }

  package func register(in hooks: inout PluginHooks) {
    hooks.on(.startTest) { [self] in try start($0) }
    hooks.on(.finishTest) { [self] in try finish($0) }
  }

  private func start(_ event: HookEvent) throws {
    let id = try event[.testID]
    let root = RunSession.current?.sourceRoot ?? "."
    var failure: FileSystem.Failure?
    var found: [Start] = []
    for path in options.paths {
      let path = path.hasPrefix("/") ? path : root + "/" + path
      do throws(FileSystem.Failure) {
        found.append(Start(path: path, file: try WatchedFile.open(path), earlier: Self.earlier(path)))
      } catch {
        failure = failure ?? error
      }
    }
    let files = found
    starts.withLock { starts in
      starts.removeAll { $0.testID.isIdentical(to: id) }
      starts.append((id, files))
    }
    if let failure { throw failure }
  }

  private func finish(_ event: HookEvent) throws {
    let id = try event[.testID]
    let found = starts.withLock { starts in
      starts.firstIndex { $0.testID.isIdentical(to: id) }.map { starts.remove(at: $0).starts }
    }
    guard let found, let session = RunSession.current, let attempt = session.attempt(of: id) else { return }
    let evidence = TestEvidence(session: session, attempt: attempt)
    var failure: FileSystem.Failure?
    for start in found {
      do throws(FileSystem.Failure) {
        let growth = try growth(of: start, redaction: session.redaction)
        guard !growth.isEmpty else { continue }
        let name = start.path.lastPathName
        let type = name.splitAtExtension.fileExtension.flatMap { ContentType(fileExtension: $0) }
        evidence.save(growth, as: name, contentType: type.flatMap { $0.isText ? $0 : nil } ?? .plainText)
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  /// The names that a file gets when it is rotated.
  private static func rotatedNames(of path: String) -> [String] { (1...9).map { "\(path).\($0)" } }

  private static func earlier(_ path: String) -> Set<WatchedFile.Identity> {
    var found: Set<WatchedFile.Identity> = []
    for name in rotatedNames(of: path) {
      guard let identity = WatchedFile.identity(of: name) else { break }
      found.insert(identity)
    }
    return found
  }

  /// The files that had the place of another for a while, the first one first; none if it has its place still.
  private func between(_ start: Start, and now: WatchedFile?) throws(FileSystem.Failure) -> [WatchedFile] {
    guard let old = start.file?.identity, old != now?.identity else { return [] }
    var found: [WatchedFile] = []
    for name in Self.rotatedNames(of: start.path) {
      guard let file = try WatchedFile.open(name), file.identity != old, !start.earlier.contains(file.identity) else {
        break
      }
      if file.identity != now?.identity { found.insert(file, at: 0) }
    }
    return found
  }

  /// What was added to a file: the rest of what it was, those that came between, and the file that has its place now.
  private func growth(of start: Start, redaction: RedactionRules) throws(FileSystem.Failure) -> Data {
    let wanted = TextEnd.wanted(for: options.limit.bytes)
    let now = try WatchedFile.open(start.path)
    var parts: [(bytes: Data, total: Int)] = []
    for file in try between(start, and: now) { parts.append(file.bytes(from: 0, last: wanted)) }
    if let now, now.identity != start.file?.identity { parts.append(now.bytes(from: 0, last: wanted)) }
    if let old = start.file {
      // The descriptor reaches it under any name, and a file of the same identity does if a test has closed it.
      let file = old.currentSize == nil && now?.identity == old.identity ? now : old
      if let file, let size = file.currentSize {
        // It was cut short, and may have grown since: all of it is new.
        let begin = size < old.size || !file.beginsAs(old) ? 0 : old.size
        parts.insert(file.bytes(from: begin, last: wanted), at: 0)
      }
    }
    let total = parts.reduce(0) { $0 + $1.total }
    let end = TextEnd(of: parts.reduce(Data()) { $0 + $1.bytes }, outOf: total, limit: options.limit.bytes)
    var kept = end.bytes(without: redaction)
    guard end.isCut else { return kept }
    if let end = kept.firstIndex(of: UInt8(ascii: "\n")), end + 1 < kept.endIndex { kept = kept[(end + 1)...] }
    return Data("… \(total - kept.count) bytes before this are left out\n".utf8) + kept
  }
}
