import ExhibitRecord
import Foundation
import Testing

extension SamplePackage {
  /// What switches Exhibit off.
  static let off = ["EXHIBIT_DISABLED": "1"]

  /// Runs tests with and without Exhibit, and compares what the console and the shell see, byte by byte.
  ///
  /// - Returns: The run with Exhibit.
  func compared(
    _ tests: String, _ variables: [String: String] = [:], through wrapper: [String] = []
  ) async throws -> SampleRun {
    // Addresses differ from run to run.
    let variables = variables.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    let with = try await runBinary(tests, environment: variables, through: wrapper)
    let without = try await runBinary(tests, environment: variables.merging(Self.off) { $1 }, through: wrapper)
    #expect(with.result.exitCode == without.result.exitCode)
    #expect(Self.masked(with.result.outputBytes) == Self.masked(without.result.outputBytes))
    #expect(Self.masked(with.result.errorBytes) == Self.masked(without.result.errorBytes))
    return with
  }

  private static func masked(_ text: String) -> [String] {
    OutputMask.lines(text.replacing(/<unavailable> \+ \d+/, with: ""))
  }
}

extension SampleRecord {
  /// The bytes of a file that was kept of a test, or `nil` if there is none.
  func kept(_ name: String, of test: String) throws -> Data? {
    let attempt = try result(test)
    guard let artifact = attempt.artifacts.first(where: { $0.name == name }) else { return nil }
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(summary.run.path)/\(artifact.path)"))
    #expect(artifact.byteCount == data.count)
    #expect(artifact.contentType == "text/plain")
    return data
  }

  /// The same as a text.
  func keptText(_ name: String, of test: String) throws -> String? {
    try kept(name, of: test).map { String(decoding: $0, as: UTF8.self) }
  }
}
