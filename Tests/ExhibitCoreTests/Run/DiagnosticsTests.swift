import ExhibitCore
import ExhibitRecord
import ExhibitSupport
import TestSupport
import Testing

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

  @Test func threadsSayItOnce() {
    _ = atOnce(8) { [diagnostics] _ in diagnostics.say("broken") }
    #expect(lines.withLock { $0.count } == 1)
  }
}
