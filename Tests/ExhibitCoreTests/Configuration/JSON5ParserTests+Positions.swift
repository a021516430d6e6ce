import ExhibitCore
import Testing

extension JSON5ParserTests {
  private typealias Position = ConfigurationNode.Position

  @Test func knowsThePositionOfEveryValue() throws {
    let root = try parseJSON5("// one\n{\n  a: [1,\n    'two', {b: null}],\n}\n")
    #expect(root.position == Position(line: 2, column: 1))
    #expect(root["a"]?.position == Position(line: 3, column: 6))
    #expect(
      root["a"]?.elements.map(\.position) == [
        Position(line: 3, column: 7), Position(line: 4, column: 5), Position(line: 4, column: 12),
      ])
    #expect(root["a"]?.elements.last?["b"]?.position == Position(line: 4, column: 16))
  }

  @Test func knowsThePositionOfEveryKey() throws {
    let root = try parseJSON5("{ a: 1,\n\t'b': 2,\n /* c */ c: 3 }")
    #expect(
      root.members.map(\.keyPosition) == [
        Position(line: 1, column: 3), Position(line: 2, column: 2), Position(line: 3, column: 10),
      ])
  }

  @Test(arguments: ["\n", "\r", "\r\n"])
  func countsEveryKindOfLineEndOnce(lineEnd: String) throws {
    let root = try parseJSON5("//\(lineEnd)\(lineEnd)/*\(lineEnd)*/ [\(lineEnd)1]")
    #expect(root.position == Position(line: 4, column: 4))
    #expect(root.elements.first?.position == Position(line: 5, column: 1))
  }

  @Test func countsLinesInsideContinuedStrings() throws {
    let root = try parseJSON5("['a\\\r\nb', 1]")
    #expect(root.elements.last?.position == Position(line: 2, column: 5))
  }

  @Test func countsColumnsInUnicodeScalars() throws {
    let root = try parseJSON5("['é', 'e\u{301}', '😀', '日本', 1]")
    #expect(root.elements.map(\.position.column) == [2, 7, 13, 18, 24])
  }

  @Test func givesTheByteOrderMarkNoColumn() throws {
    #expect(try parseJSON5("\u{FEFF}[1]").position == .start)
  }

  @Test func countsLineSeparatorsAsColumns() throws {
    #expect(try parseJSON5("\u{2028}\u{2029}1").position == Position(line: 1, column: 3))
  }
}
