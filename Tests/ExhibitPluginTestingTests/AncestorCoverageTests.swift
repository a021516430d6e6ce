import Foundation
import Testing

/// Each numbered feature and flaw of what Exhibit descends from is named by a test, and has its place in the article for
/// those who come from there.
@Suite struct AncestorCoverageTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The numbers in the names of tests.
  private static let tested: Set<String> = {
    let tests = root.appendingPathComponent("Tests")
    let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    let texts = (files ?? []).filter { $0.pathExtension == "swift" }
      .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
    return Set(
      texts.flatMap { text in
        text.matches(of: #/"((?:(?:\d+\.\d+\.\d+|F\d+)(?:, )?)+):\s/#).flatMap { match in
          match.1.split(separator: ", ").map(String.init)
        }
      })
  }()

  /// The numbers in the tables of an article.
  private static func described(in article: String) throws -> Set<String> {
    let path = root.appendingPathComponent("Sources/ExhibitHooks/ExhibitHooks.docc/\(article).md")
    return Set(try String(contentsOf: path, encoding: .utf8).matches(of: /(?m)^\| (\S+) \|/).map { String($0.1) })
  }

  private static func expect(_ numbers: [String], in article: String) throws {
    let described = try described(in: article)
    for number in numbers {
      #expect(described.contains(number), "\(number) is not in the article")
      // The ways in which processes talked have no counterpart.
      if number != "1.3.19" { #expect(tested.contains(number), "no test is named after \(number)") }
    }
  }

  @Test func everythingOfRiggerAndArtifactorIsTestedAndDescribed() throws {
    let features = (1...19).map { "1.3.\($0)" } + (1...8).map { "1.6.\($0)" }
    try Self.expect(features + (9...27).map { "F\($0)" }, in: "coming-from-rigger-and-artifactor")
  }

  @Test("F6: everything of the systems that had signals is tested and described")
  func everythingOfSignalsIsTestedAndDescribed() throws {
    let features = [("1.0", 10), ("1.1", 7), ("1.2", 7), ("1.4", 8), ("1.5", 8)].flatMap { chapter, count in
      (1...count).map { "\(chapter).\($0)" }
    }
    let flaws = (Array(1...8) + Array(28...38)).map { "F\($0)" }
    try Self.expect(features + flaws, in: "coming-from-other-signal-libraries")
  }
}
