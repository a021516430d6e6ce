import ExhibitRecord
import Foundation
import TestSupport
import Testing

@Suite struct EventFileTests {
  private let run: RecordedRun

  init() throws {
    run = try RecordedRun()
  }

  private func read(_ lines: [String], ending: String = "\n") throws -> EventFile {
    try EventFile.read(try run.write(lines, ending: ending))
  }

  @Test func aTornLastLineIsPassedOver() throws {
    let file = try read(
      [RecordedRun.process(), RecordedRun.event("testStarted"), #"{"version":"6.3.0","ki"#], ending: "")
    #expect(file.lines.count == 2)
    #expect(file.damagedLines == 0)
  }

  @Test func aWholeLastLineNeedsNoLineFeed() throws {
    #expect(try read([RecordedRun.process(), RecordedRun.event("testStarted")], ending: "").lines.count == 2)
  }

  @Test func anOutputFileThatIsStillEmptyIsAboutTheProcessInItsName() throws {
    let path = try run.write([], ending: "")
    let output = path.replacingOccurrences(of: ".jsonl", with: "-output.jsonl")
    try FileManager.default.moveItem(atPath: path, toPath: output)
    let file = try EventFile.read(output)
    #expect(file.lines.isEmpty && file.damagedLines == 0)
    #expect(file.process == nil)
    #expect(file.outputOf == URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
    #expect(try read([], ending: "").outputOf == nil)
  }

  @Test func everyPrefixCanBeRead() throws {
    let text = [RecordedRun.process(), RecordedRun.event("testStarted"), RecordedRun.event("testEnded")]
      .joined(separator: "\n")
    for count in 0...text.utf8.count {
      let file = try read([String(decoding: text.utf8.prefix(count), as: UTF8.self)], ending: "")
      #expect(file.damagedLines == 0)
    }
  }

  @Test func damagedLinesAreCounted() throws {
    let file = try read([
      RecordedRun.process(), "{", "", "42", "null", "[]", #""x""#, "{}", #"{"kind":"event"}"#, "\u{FEFF}{}",
      RecordedRun.event("testStarted"),
    ])
    #expect(file.lines.count == 2)
    #expect(file.damagedLines == 8)
  }

  @Test(arguments: [
    #"{"kind":"future","payload":{"kind":"x"}}"#, #"{"kind":"future","payload":"text"}"#, #"{"kind":"future"}"#,
    #"{"kind":"future","payload":[1]}"#, #"{"kind":"future","payload":{"instant":"now","messages":3}}"#,
    #"{"kind":"event","payload":{"kind":"future","issue":"text","instant":{"absolute":1,"since1970":1}}}"#,
  ])
  func anUnknownKindIsNoDamage(line: String) throws {
    #expect(try read([line]).damagedLines == 0)
  }

  @Test func unknownMembersArePassedOver() throws {
    let line = """
      {"kind":"event","x":1,"payload":{"kind":"testStarted","y":[{}],"testID":"a","instant":\
      {"absolute":1,"since1970":1,"z":null},"messages":[],"exhibit":{"attempt":2,"w":{"a":[1]}}},"version":"6.9"}
      """
    #expect(try read([line]).lines.first?.payload.exhibit?.attempt == 2)
  }

  @Test(arguments: [
    RecordedRun.process().replacingOccurrences(of: #""formatVersion":1"#, with: #""formatVersion":2"#),
    #"{"kind":"exhibitProcess","payload":{"exhibit":{"formatVersion":9,"pid":"text","command":{}}}}"#,
  ])
  func aNewerFormatIsAClearError(line: String) throws {
    let error = #expect(throws: RecordError.self) { try read([line]) }
    #expect(error?.description.contains("format version") == true)
    #expect(error?.description.contains("p.jsonl") == true)
  }

  @Test func anOlderFormatIsRead() throws {
    let line = #"{"kind":"exhibitProcess","payload":{"exhibit":{"formatVersion":0}}}"#
    #expect(try read([line]).process?.exhibit?.formatVersion == 0)
  }

  @Test func deepNestingIsOneDamagedLine() throws {
    let depth = 100_000
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let file = try read([
      #"{"kind":"event","payload":{"kind":"testStarted","x":\#(nested)}}"#, String(repeating: #"{"a":"#, count: depth),
      RecordedRun.event("testStarted"),
    ])
    #expect(file.lines.count == 1)
    #expect(file.damagedLines == 2)
  }

  @Test func aLineLongerThanAnyOfOursIsPassedOver() throws {
    let long = RecordedRun.event("testStarted", of: String(repeating: "x", count: 5 << 20))
    let file = try read([long, RecordedRun.event("testStarted")])
    #expect(file.lines.count == 1)
    #expect(file.damagedLines == 1)
  }

  @Test func bytesThatAreNoTextAreDamage() throws {
    let path = try run.write([RecordedRun.process()])
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    data.append(contentsOf: [0x7B, 0x22, 0xFF, 0xFE, 0x00, 0x0A])
    try data.write(to: URL(fileURLWithPath: path))
    let file = try EventFile.read(path)
    #expect((file.lines.count, file.damagedLines) == (1, 1))
  }

  @Test func aLinkADirectoryAndNothingAreErrors() throws {
    try run.scratch.link("events/link.jsonl", to: "/etc/passwd")
    try run.scratch.makeDirectory("events/directory.jsonl")
    for name in ["link", "directory", "missing"] {
      #expect(throws: RecordError.self) { try EventFile.read("\(run.directory.events)/\(name).jsonl") }
    }
  }

  @Test func anEmptyFileHasNoLines() throws {
    #expect(try read([], ending: "").lines.isEmpty)
  }
}
