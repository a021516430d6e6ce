import ExhibitSupport
import Testing

@testable import ExhibitHooks

/// Signals of objects in Mitogen's manner.
@Suite(.serialized) struct ObjectSignalTests {
  private let journal = Journal()

  @Test("1.1.1, 1.1.2, 1.1.4: listeners are those of one object and one name, in order, with the arguments")
  func listenersAreThoseOfOneObjectAndOneName() {
    let (first, second) = (Sender(), Sender())
    ObjectSignals.listen(to: first, "disconnect") { [journal] in journal.add("a\($0[0, as: Int.self] ?? 0)") }
    ObjectSignals.listen(to: first, "disconnect") { [journal] _ in journal.add("b") }
    ObjectSignals.listen(to: first, "shutdown") { [journal] _ in journal.add("s") }
    ObjectSignals.listen(to: second, "disconnect") { [journal] _ in journal.add("other") }
    ObjectSignals.fire(first, "disconnect", [1])
    #expect(journal.picture == "a1 b")
  }

  /// Flaw F7: in Mitogen a listener that removes itself makes the next be skipped, and one that fails stops the rest.
  @Test("1.1.4, 1.1.5, F7: a listener that ends itself or fails skips nobody")
  func listenerThatEndsItselfOrFailsSkipsNobody() {
    let object = Sender()
    let slot = ConnectionSlot()
    slot.connection = ObjectSignals.listen(to: object, "x") { [journal] _ in
      journal.add("a")
      if let connection = slot.connection { ObjectSignals.unlisten(connection) }
    }
    ObjectSignals.listen(to: object, "x") { [journal] _ in
      journal.add("b!")
      throw Refusal()
    }
    ObjectSignals.listen(to: object, "x") { [journal] _ in journal.add("c") }
    #expect(ObjectSignals.fire(object, "x").failures.count == 1)
    ObjectSignals.fire(object, "x")
    #expect(journal.picture == "a b! c b! c")
  }

  @Test("1.1.3: unlistening twice is harmless")
  func unlisteningTwiceIsHarmless() {
    let object = Sender()
    let connection = ObjectSignals.listen(to: object, "x") { [journal] _ in journal.add("a") }
    ObjectSignals.unlisten(connection)
    ObjectSignals.unlisten(connection)
    ObjectSignals.fire(object, "x")
    #expect(journal.picture == "")
  }

  @Test("1.1.1, 1.1.5: nothing is kept of an object that is gone")
  func nothingIsKeptOfAnObjectThatIsGone() {
    let before = Sender()
    ObjectSignals.fire(before, "sweep")
    let count = ObjectSignals.objectCount
    var object: Sender? = Sender()
    if let object { ObjectSignals.listen(to: object, "x") { _ in } }
    #expect(ObjectSignals.objectCount == count + 1)
    object = nil
    ObjectSignals.fire(before, "any other operation")
    #expect(ObjectSignals.objectCount == count)
    #expect(object == nil)
  }

  @Test("1.1.5: firing what nobody listens to is fine and leaves nothing")
  func firingWhatNobodyListensToIsFine() {
    #expect(ObjectSignals.fire(Sender(), "x").outcomes.isEmpty)
  }

  @Test("1.1.2, 1.1.3: a listener that listens twice is called twice, and ends once at a time")
  func duplicatesAreKept() {
    let object = Sender()
    let listener: @Sendable (SignalArguments) -> Void = { [journal] _ in journal.add("a") }
    let first = ObjectSignals.listen(to: object, "x", listener)
    ObjectSignals.listen(to: object, "x", listener)
    ObjectSignals.fire(object, "x")
    ObjectSignals.unlisten(first)
    ObjectSignals.fire(object, "x")
    #expect(journal.picture == "a a a")
  }

  @Test("1.1.5: a listener added during a fire starts with the next")
  func newcomerStartsWithTheNextFire() {
    let object = Sender()
    ObjectSignals.listen(to: object, "x") { [journal, weak object] _ in
      journal.add("a")
      if let object { ObjectSignals.listen(to: object, "x") { _ in journal.add("new") } }
    }
    ObjectSignals.fire(object, "x")
    ObjectSignals.fire(object, "x")
    #expect(journal.picture == "a a new")
  }

  @Test("1.1.5: any class will do")
  func anyClassHasSignals() {
    final class Plain { var value = 1 }
    let object = Plain()
    ObjectSignals.listen(to: object, "x") { [journal] _ in journal.add("a") }
    ObjectSignals.fire(object, "x")
    #expect(journal.picture == "a")
  }

  @Test("1.1.1: an object that is gone and one in its place in memory are two")
  func newObjectInTheSamePlaceHasNoListeners() {
    // Enough objects that not each operation looks at all of them.
    let others = (0..<1000).map { _ in Sender() }
    for other in others { ObjectSignals.listen(to: other, "x") { _ in } }
    for _ in 0..<100 { ObjectSignals.listen(to: Sender(), "x") { [journal] _ in journal.add("dead") } }
    for _ in 0..<100 {
      let object = Sender()
      ObjectSignals.fire(object, "x")
      ObjectSignals.listen(to: object, "x") { [journal] _ in journal.add("new") }
      ObjectSignals.fire(object, "x")
    }
    #expect(journal.picture == Array(repeating: "new", count: 100).joined(separator: " "))
    #expect(ObjectSignals.objectCount < 1100)
    withExtendedLifetime(others) {}
  }

  @Test("1.1.2: what an operation costs does not grow with the number of objects", .timeLimit(.minutes(1)))
  func manyObjectsHaveListeners() {
    let count = ObjectSignals.objectCount
    var objects = (0..<5000).map { _ in Sender() }
    let calls = Locked(0)
    for object in objects { ObjectSignals.listen(to: object, "x") { _ in calls.withLock { $0 += 1 } } }
    for object in objects { ObjectSignals.fire(object, "x") }
    #expect(calls.withLock { $0 } == 5000)
    objects = []
    for _ in 0..<100 { ObjectSignals.fire(Sender(), "any other operation") }
    #expect(ObjectSignals.objectCount <= count)
  }

  @Test("F32, 1.1.6: listeners of objects come and go on eight threads")
  func objectSignalsAreSafeToo() async throws {
    let shared = Sender()
    let (count, wrong, alive) = (Locked(0), Locked(0), Locked(0))
    let connection = ObjectSignals.listen(to: shared, "x") { _ in count.withLock { $0 += 1 } }
    let rounds = await SignalThreadTests.onThreads(rounds: 200) { _, _ in
      let object = Sender()
      let tracked = Tracked(alive)
      let own = Locked(0)
      ObjectSignals.listen(to: object, "x") { _ in
        tracked.touch()
        own.withLock { $0 += 1 }
      }
      ObjectSignals.fire(object, "x")
      ObjectSignals.fire(shared, "x")
      if own.withLock({ $0 }) != 1 { wrong.withLock { $0 += 1 } }
    }
    #expect(count.withLock { $0 } == rounds)
    #expect(wrong.withLock { $0 } == 0)
    ObjectSignals.unlisten(connection)
    #expect(alive.withLock { $0 } == 0)
  }

  @Test("1.1.6: what ends with a listener may use the listeners' object")
  func listenersThatEndUseTheSameObject() {
    let (object, ends) = (Sender(), Locked(0))
    let use: @Sendable () -> Void = { [ends] in
      ObjectSignals.fire(object, "x")
      ObjectSignals.unlisten(ObjectSignals.listen(to: object, "y") { _ in })
      ends.withLock { $0 += 1 }
    }
    let listen = { (object: Sender) in
      let last = LastWords(use)
      return ObjectSignals.listen(to: object, "x") { _ in withExtendedLifetime(last) {} }
    }
    ObjectSignals.unlisten(listen(object))
    #expect(ends.withLock { $0 } == 1)
    do { _ = listen(Sender()) }
    ObjectSignals.fire(object, "any other operation")
    #expect(ends.withLock { $0 } == 2)
  }
}
