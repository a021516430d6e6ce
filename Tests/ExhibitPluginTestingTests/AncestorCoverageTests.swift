import Foundation
import Testing

/// Each numbered feature and flaw of Rigger and Artifactor is named by a test, or has its place in the article for those
/// who come from there.
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

  /// The numbers in the tables of the article.
  private static let described: Set<String> = {
    let article = root.appendingPathComponent(
      "Sources/ExhibitHooks/ExhibitHooks.docc/coming-from-rigger-and-artifactor.md")
    let text = (try? String(contentsOf: article, encoding: .utf8)) ?? ""
    return Set(text.matches(of: /(?m)^\| (\S+) \|/).map { String($0.1) })
  }()

  @Test func everyFeatureIsTestedOrDescribed() {
    for number in (1...19).map({ "1.3.\($0)" }) + (1...8).map({ "1.6.\($0)" }) {
      #expect(Self.described.contains(number), "\(number) is not in the article")
      // The ways in which processes talked have no counterpart.
      if number != "1.3.19" { #expect(Self.tested.contains(number), "no test is named after \(number)") }
    }
  }

  @Test func everyFlawIsTestedAndDescribed() {
    for number in (9...27).map({ "F\($0)" }) {
      #expect(Self.tested.contains(number), "no test is named after \(number)")
      #expect(Self.described.contains(number), "\(number) is not in the article")
    }
  }
}
