import TestSupport
import Testing

@testable import ExhibitCommand

/// What has to hold for every command line, tried with generated ones.
@Suite(.timeLimit(.minutes(1))) struct ParsingPropertyTests {
  private let command = CommandDeclaration.sample

  /// Pieces that arguments are put together from: valid words, almost valid ones and hostile ones.
  private static let pieces = [
    "test", "show", "report", "merge", "help", "completions", "shwo", "bash", "junit", "html", "a", "run 1",
    "--", "-", "---", "=", ",", "--help", "-h", "--version", "--filter", "--workers", "--test-timeout", "--skip-build",
    "--failed", "--fialed", "-failed", "--json", "-j", "--offset", "--scale", "--format", "--style", "-o", "--output",
    "--tag", "-c", "1", "-1", "-.5", "65", "1e400", "nan", "9999999999999999999",
    "", " ", "\n", "\r\n", "\t", "\0", "\u{1B}[2J", "\u{7F}", "\u{9B}", "\u{85}", "\u{2028}", "\u{202E}", "\u{200D}",
    "\u{301}", "\u{FEFF}", "\u{FFFD}", "\u{10FFFF}", "é", "日本", "👩‍👩‍👧", "'", "\"", "\\", "$(x)", "%s",
  ]

  /// Returns a random argument.
  private static func argument(using generator: inout SeededGenerator) -> String {
    let count = [1, 1, 1, 2, 3].randomElement(using: &generator) ?? 1
    return (0..<count).compactMap { _ in
      if Int.random(in: 0..<8, using: &generator) > 0 { return pieces.randomElement(using: &generator) }
      return Unicode.Scalar(UInt32.random(in: 0...0x11_0000, using: &generator)).map { String($0) }
    }.joined()
  }

  /// Returns a random list of arguments, mostly one that begins with a verb.
  private static func arguments(using generator: inout SeededGenerator) -> [String] {
    let verb = Bool.random(using: &generator) ? pieces.prefix(6).randomElement(using: &generator) : nil
    let count = Int.random(in: 0...6, using: &generator)
    return (verb.map { [$0] } ?? []) + (0..<count).map { _ in argument(using: &generator) }
  }

  /// Whether a terminal shows a text as it is, on one line.
  private static func isPrintable(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.allSatisfy {
      ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func everyListIsUnderstoodOrRefusedInTwoLines(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<1000 {
      let arguments = Self.arguments(using: &generator)
      do {
        _ = try command.invocation(for: arguments)
      } catch {
        // Split by scalars: a character may hide a line break together with what follows it.
        let lines = error.text(command: "exhibit").unicodeScalars.split(separator: "\n").map { String($0) }
        #expect(lines.count == 2, "\(arguments)")
        #expect(lines.allSatisfy(Self.isPrintable), "\(arguments)")
        #expect(lines.first?.hasPrefix("exhibit: ") == true, "\(arguments)")
        #expect(lines.last?.hasPrefix("See 'exhibit ") == true, "\(arguments)")
      }
    }
  }

  @Test func bothOutcomesAreTried() {
    var generator = SeededGenerator(seed: 0)
    let outcomes = (0..<1000).map { _ in (try? command.invocation(for: Self.arguments(using: &generator))) != nil }
    #expect(outcomes.filter { $0 }.count > 50)
    #expect(outcomes.filter { !$0 }.count > 50)
  }

  @Test func attachedValueIsTakenAsItIs() throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<1000 {
      let value = Self.argument(using: &generator)
      let filters = try SampleTestVerb.parsed(["--filter=" + value]).filters
      #expect(filters.map { Array($0.unicodeScalars) } == [Array(value.unicodeScalars)])
    }
  }

  @Test func argumentsAfterTheDashesAreTakenAsTheyAre() throws {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<1000 {
      let arguments = Self.arguments(using: &generator)
      #expect(try SampleTestVerb.parsed(["--"] + arguments).buildOptions == arguments)
    }
  }

  @Test func lengthOfAMessageIsBounded() {
    let huge = String(repeating: "\u{1B}", count: 1_000_000)
    for arguments in [[huge], ["show", "--" + huge], ["test", "--workers", huge], ["show", "a", "b", huge]] {
      #expect(throws: UsageError.self) { try command.invocation(for: arguments) }
      #expect(command.text(for: arguments).count < 1000)
    }
  }

  @Test func manyArgumentsAreReadQuickly() throws {
    let runs = Array(repeating: "run", count: 200_000)
    #expect(try SampleMergeVerb.parsed(["base"] + runs + ["-o", "out"]).others.count == runs.count)
  }
}
