import ExhibitCore
import Testing

@Suite struct ContentTypeTests {
  @Test(arguments: [("txt", ContentType.plainText), ("JSON", .json), ("jpg", .jpeg), ("jpeg", .jpeg), ("yaml", .yaml)])
  func ofAnExtension(name: String, type: ContentType) {
    #expect(ContentType(fileExtension: name) == type)
  }

  @Test(arguments: ["", "xyz", "txt ", ".txt"])
  func ofAnUnusualExtension(name: String) {
    #expect(ContentType(fileExtension: name) == nil)
  }

  @Test(arguments: [
    ("text/plain", "txt"), ("Text/Plain; charset=utf-8", "txt"), ("text/plain ;charset=utf-8", "txt"),
    ("image/png", "png"),
    ("x/y", nil), ("", nil),
  ])
  func theExtension(type: String, name: String?) {
    #expect(ContentType(rawValue: type).fileExtension == name)
  }
}
