import ExhibitRecord
import Testing

@Suite struct PathTextTests {
  @Test(arguments: [
    ("/a/b", "/a"), ("/a", "/"), ("/", nil), ("a", nil), ("", nil), ("a/b", "a"), ("a/b/", "a"), ("//", nil),
    ("/a/\u{301}b", "/a"), ("é", nil), (".", nil),
  ])
  func parent(path: String, parent: String?) {
    #expect(path.parentPath == parent)
  }

  @Test(arguments: [("/a/b", "b"), ("b", "b"), ("/a/", ""), ("/a/\u{301}b", "\u{301}b")])
  func lastName(path: String, name: String) {
    #expect(path.lastPathName == name)
  }

  @Test(arguments: [
    ("/a/b/c", "/a", "b/c"), ("/a", "/a", nil), ("/a/", "/a", nil), ("/ab/c", "/a", nil), ("b", "", nil),
    ("/b", "", "b"),
    ("/größe/b", "/größe", "b"), ("/e\u{301}/b", "/é", nil), ("/a/\u{301}b", "/a", "\u{301}b"),
  ])
  func below(path: String, directory: String, relative: String?) {
    #expect(path.path(below: directory) == relative)
  }
}
