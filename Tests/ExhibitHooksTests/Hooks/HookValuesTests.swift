import Testing

@testable import ExhibitHooks

@Suite struct HookValuesTests {
  private final class Cat: Sendable {}

  @Test func ofANameThatStandsTwiceTheLastCounts() {
    let values: HookValues = ["a": 1, "b": 2, "a": 3]
    #expect(values.names == ["a", "b"])
    #expect(values[ValueKey<Int>("a")] == 3)
  }

  @Test func valueIsThatOfItsTypeAndOfWhatItsTypeIs() {
    let cat = Cat()
    let values: HookValues = ["cat": cat, "number": 1, "text": "one", "list": [1, 2]]
    #expect(values[ValueKey<Cat>("cat")] === cat)
    #expect(values[ValueKey<any AnyObject & Sendable>("cat")] === cat)
    #expect(values[ValueKey<Int>("number")] == 1)
    #expect(values[ValueKey<Int?>("number")] == .some(1))
    #expect(values[ValueKey<any Hashable & Sendable>("text")] as? String == "one")
    #expect(values[ValueKey<[Int]>("list")] == [1, 2])
    #expect(values[ValueKey<String>("number")] == nil)
    #expect(values[ValueKey<Int8>("number")] == nil)
    #expect(values[ValueKey<Int>("none")] == nil)
  }

  @Test func valueThatIsSetToNothingIsGone() {
    var values: HookValues = ["a": 1, "b": "text"]
    values[ValueKey<Int>("a")] = nil
    values[ValueKey<Int>("b")] = 2
    values[ValueKey<Int>("c")] = 3
    #expect(values.names == ["b", "c"])
    #expect(values[ValueKey<Int>("b")] == 2)
  }
}
