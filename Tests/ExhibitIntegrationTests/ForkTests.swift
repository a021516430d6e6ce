import ExhibitRecord
import Testing

extension IntegrationTests {
  /// A child that was forked shares the event file with its parent, and runs its exit handlers.
  @Suite struct ForkTests {
    @Test func childWritesNothingIntoTheRecordOfItsParent() async throws {
      let run = try await SamplePackage.behaviour.test("--filter", "ForkTests")
      let record = try run.record()
      #expect(
        record.outcomes == [
          "FirstTests.ForkTests/test1ForksAChildThatExits passed", "FirstTests.ForkTests/test2RunsAfterwards passed",
        ])
      #expect(!record.lines.contains { $0.payload.kind == "exhibitProcessExited" })
      let numbers = record.lines.compactMap { $0.payload.exhibit?.sequence }
      #expect(numbers == Array(0..<numbers.count))
    }
  }
}
