import ExhibitRecord
import TestSupport
import Testing

@Suite struct TestKeyTests {
  @Test func anXCTestID() {
    let key = TestKey(id: "App.ServerTests/testRename")
    #expect((key.module, key.suites, key.name) == ("App", ["ServerTests"], "testRename"))
    #expect(key.id == "App.ServerTests/testRename")
    #expect(key.location == "App/ServerTests")
  }

  @Test func anXCTestOfANestedClass() {
    let key = TestKey(id: "App.Outer.Inner/testRename")
    #expect((key.module, key.suites, key.name) == ("App", ["Outer", "Inner"], "testRename"))
    #expect(key == TestKey(module: "App", suites: ["Outer", "Inner"], name: "testRename"))
  }

  @Test func aSwiftTestingIDWithoutItsPlace() {
    let key = TestKey(id: "App.Suite/rename()/Suite.swift:12:4")
    #expect(key.id == "App.Suite/rename()")
    #expect((key.module, key.suites, key.name) == ("App", ["Suite"], "rename()"))
  }

  @Test func aSwiftTestingIDOfANestedSuite() {
    let key = TestKey(id: "App.Outer/Inner/rename(_:to:)/Suite.swift:12:4")
    #expect((key.module, key.suites, key.name) == ("App", ["Outer", "Inner"], "rename(_:to:)"))
  }

  @Test func aSwiftTestingFunctionOutsideOfSuites() {
    let key = TestKey(id: "App/rename()/Suite.swift:12:4")
    #expect((key.module, key.suites, key.name) == ("App", [], "rename()"))
    #expect(key.location == "App")
  }

  @Test func rawIdentifiersMayHoldSeparators() {
    let key = TestKey(id: "App.`a.b/c`/`1/2 is < 1.5`()/Suite.swift:8:4")
    #expect((key.module, key.suites, key.name) == ("App", ["`a.b/c`"], "`1/2 is < 1.5`()"))
  }

  @Test func aCaseBelongsToTheKey() {
    let key = TestKey(id: "App.Suite/f(_:)", testCase: "2")
    #expect(key != TestKey(id: "App.Suite/f(_:)"))
    #expect(key.description == "App.Suite/f(_:)[2]")
  }

  @Test func aPlaceNeedsNumbers() {
    #expect(TestKey(id: "App.Suite/File.swift:a:b").name == "File.swift:a:b")
    #expect(TestKey(id: "App.Suite/File.m:1:2").name == "File.m:1:2")
  }

  @Test func everyStringIsAKey() {
    for text in HostileText.cases {
      let key = TestKey(id: text)
      #expect(key == TestKey(id: text), "\(text.debugDescription)")
    }
    #expect(TestKey(id: "").name.isEmpty)
    #expect(TestKey(id: "lonely").module.isEmpty)
  }

  @Test func keysAreToldApartByTheirBytes() {
    let (composed, decomposed) = (TestKey(id: "App.Tests/é"), TestKey(id: "App.Tests/e\u{301}"))
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed, TestKey(id: "App.Tests/é")]).count == 2)
    #expect(TestKey(id: "a", testCase: "é") != TestKey(id: "a", testCase: "e\u{301}"))
  }

  @Test func partsWithSeparatorsAreReadLikeTheirID() {
    let key = TestKey(module: "App", suites: ["A.B"], name: "test/x")
    #expect(key.suites == TestKey(id: "App.A.B/test/x").suites)
    #expect(key == TestKey(id: "App.A.B/test/x"))
  }
}
