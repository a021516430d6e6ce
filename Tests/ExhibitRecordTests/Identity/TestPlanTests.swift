import ExhibitRecord
import TestSupport
import Testing

@Suite struct TestPlanTests {
  private final class Object {}

  private static func pointer(_ object: AnyObject) -> UnsafeRawPointer {
    UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())
  }

  @Test func itCountsAsADictionaryOfKeysDoes() {
    var generator = SeededGenerator(seed: 7)
    let keys = NamedPlace.generated(count: 3000, seed: 8).map(\.key)
    let planned = Array(keys.prefix(1000))
    let plan = TestPlan(planned)
    var counts: [TestKey: Int] = [:]
    for key in planned { counts[key] = 0 }
    for _ in 0..<10_000 {
      let key = keys[Int.random(in: 0..<keys.count, using: &generator)]
      // Another object with the same bytes.
      let same = TestKey(id: key.id, testCase: key.testCase)
      let previous = counts[same]
      counts[same] = (previous ?? 0) + 1
      let start = plan.start(same)
      #expect(start.number == (previous ?? 0) + 1 && start.isKnown == (previous != nil), "\(key.id.debugDescription)")
    }
    #expect(plan.count == counts.count)
  }

  @Test(arguments: 0..<20) func eachObjectIsFoundInWhateverOrder(seed: UInt64) {
    let objects = (0..<50).map { _ in Object() }
    let plan = TestPlan()
    for (number, object) in objects.enumerated() {
      plan.add(TestKey(id: "App.Tests/test\(number)"), object: Self.pointer(object))
    }
    var generator = SeededGenerator(seed: seed)
    var order = Array(objects.indices)
    if seed > 0 { order.shuffle(using: &generator) }
    for place in order + [order[3], order[0]] {
      #expect(plan.place(of: Self.pointer(objects[place])) == place)
      #expect(plan.key(at: place).id == "App.Tests/test\(place)")
    }
    let other = Object()
    #expect(plan.place(of: Self.pointer(other)) == nil)
    #expect(plan.place(of: Self.pointer(objects[7])) == 7)
  }

  /// Methods whose classes and names are plain, and others, in any mixture.
  @Test(arguments: 0..<20) func methodsHaveTheKeysThatTheirNamesMake(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let plan = TestPlan()
    var keys: [TestKey] = []
    let object = Object()
    for _ in 0..<30 {
      let module = ["App", "Other", "ä b"].randomElement(using: &generator) ?? ""
      let suites = [["Tests"], ["Outer", "Inner"], ["With space"]].randomElement(using: &generator) ?? []
      let suite = TestKey.Suite(module: module, suites: suites)
      let isPlain = plan.begin(suite)
      #expect(isPlain == !(module + suites.joined()).contains(" "))
      for _ in 0..<Int.random(in: 0..<5, using: &generator) {
        let name =
          "test" + (["A", "_1", "ö", " x", String(repeating: "y", count: 300)].randomElement(using: &generator) ?? "")
        let key = TestKey(suite: suite, name: name)
        keys.append(key)
        let isPlanned = isPlain && plan.add(method: "Tests." + name, object: Self.pointer(object))
        #expect(isPlanned == (isPlain && name.allSatisfy { $0.isASCII && $0 != " " }))
        if !isPlanned { plan.add(key, object: Self.pointer(object)) }
      }
    }
    for (place, key) in keys.enumerated() {
      let planned = plan.key(at: place)
      #expect(planned == key)
      #expect(planned.location == key.location && planned.name == key.name && planned.module == key.module)
    }
    #expect(plan.count == Set(keys).count)
    var modules: [String] = []
    for key in keys where modules.last != key.module { modules.append(key.module) }
    #expect(Set(modules).isSubset(of: plan.modules))
  }
}
