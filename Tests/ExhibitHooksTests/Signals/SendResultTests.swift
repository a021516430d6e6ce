import ExhibitHooks
import Testing

/// Flaw F36: with blinker one bad receiver stops the rest, and nothing tells what was returned from what was raised.
@Suite struct SendResultTests {
  private let signal = Signal<Int>("result", in: SignalNamespace())

  @Test("1.5.3, F36: every outcome is there, in order, returned told from thrown")
  func everyOutcomeIsThereInOrder() throws {
    try signal.connect(named: "plain") { _ in }
    try signal.connect(named: "answers") { _, payload in payload * 2 }
    try signal.connect(named: "throws") { _ in throw Refusal(name: "x") }
    let outcomes = signal.send(21).outcomes
    #expect(outcomes.map(\.receiver) == ["plain", "answers", "throws"])
    #expect(try outcomes[1].result.get() as? Int == 42)
    #expect(throws: Refusal(name: "x")) { try outcomes[2].result.get() }
  }

  @Test func plainReceiversHaveOutcomesToo() throws {
    try signal.connect(named: "a") { _ in }
    try signal.connect(named: "b") { _ in throw Refusal() }
    try signal.connect(named: "c") { _ in }
    let result = signal.send(1)
    #expect(result.outcomes.map(\.receiver) == ["a", "b", "c"])
    #expect(result.failures.map(\.receiver) == ["b"])
  }

  @Test("1.5.3, F36: the first error can be thrown")
  func firstErrorCanBeThrown() throws {
    try signal.connect { _ in }
    try signal.send(1).throwIfFailed()
    try signal.connect { _ in throw Refusal(name: "first") }
    try signal.connect { _ in throw Refusal(name: "second") }
    #expect(throws: Refusal(name: "first")) { try signal.send(1).throwIfFailed() }
  }

  @Test func answersAreCollectedByType() throws {
    try signal.connect { _, payload in payload + 1 }
    try signal.connect { _, _ in "text" }
    try signal.connect { _, payload in payload + 2 }
    #expect(signal.send(10).values(of: Int.self) == [11, 12])
  }

  @Test func nobodyMeansNoOutcomes() {
    #expect(signal.send(1).outcomes.isEmpty)
    #expect(signal.send(1).failures.isEmpty)
  }
}
