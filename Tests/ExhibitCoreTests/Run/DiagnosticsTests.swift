import ExhibitRecord
import ExhibitSupport
import Foundation
import TestSupport
import Testing

@testable import ExhibitCore

@Suite struct DiagnosticsTests {
  private let lines = Locked<[String]>([])
  private let diagnostics: Diagnostics

  init() {
    diagnostics = Diagnostics { [lines] line in lines.withLock { $0.append(line) } }
  }

  @Test func eachMessageIsSaidOnce() {
    for _ in 0..<3 { diagnostics.say("broken") }
    diagnostics.say("other")
    #expect(lines.withLock { $0 } == ["exhibit: broken\n", "exhibit: other\n"])
  }

  @Test func aMessageIsOnePrintableLine() {
    diagnostics.say("a\n\u{1B}[31mb")
    #expect(lines.withLock { $0 } == ["exhibit: a\\n\\u{1B}[31mb\n"])
  }

  @Test func afterManyTheConsoleHearsNoMore() {
    for number in 0..<100 { diagnostics.say("\(number)") }
    #expect(lines.withLock { $0.count } == 25)
    #expect(lines.withLock { $0.last?.contains("there is more") } == true)
  }

  @Test func theRecordHasThemAll() throws {
    let session = try TestSession()
    session.run { _ in
      for number in 0..<40 { Diagnostics.shared.say("message \(number)") }
    }
    #expect(try session.summary().diagnostics.filter { $0.hasPrefix("message") }.count == 40)
  }

  /// How many lines are said where a session writes a record.
  private func linesSaid(in session: RunSession, _ body: (Diagnostics) -> Void) -> Int {
    let said = Locked<[String]>([])
    let diagnostics = Diagnostics { line in said.withLock { $0.append(line) } }
    if let writer = session.writer { diagnostics.use(writer) }
    body(diagnostics)
    return said.withLock { $0.count }
  }

  @Test(arguments: [ENOSPC, EDQUOT, EROFS, EACCES, ENOTDIR, ENOENT, ELOOP, ENAMETOOLONG, EFBIG, EMFILE])
  func whatFailsEverywhereIsSaidOnce(code: Int32) throws {
    let session = try TestSession()
    session.run { session in
      let count = linesSaid(in: session) { diagnostics in
        for place in ["tests", "events"] {
          let failure = FileSystem.Failure(path: "\(session.run?.path ?? "")/\(place)", code: code)
          diagnostics.say("\(failure)", from: failure)
        }
      }
      #expect(count == 1)
    }
  }

  /// A file that a test wants to save, a program that a plugin runs: each is a matter of its own.
  @Test func whatIsMissingElsewhereIsSaidOfEach() throws {
    let session = try TestSession()
    session.run { session in
      let count = linesSaid(in: session) { diagnostics in
        for path in ["/nonexistent/a", "/nonexistent/b"] {
          let failure = FileSystem.Failure(path: path, code: ENOENT)
          diagnostics.say("hook: \(failure)", from: failure)
          diagnostics.say("file: \(failure)", from: EvidenceError(code: .unreadable, failure: failure))
        }
      }
      #expect(count == 4)
    }
  }

  @Test func threadsSayItOnce() {
    _ = atOnce(8) { [diagnostics] _ in diagnostics.say("broken") }
    #expect(lines.withLock { $0.count } == 1)
  }
}
