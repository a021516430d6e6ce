import ExhibitRecord
import Foundation
import Testing

extension IntegrationTests {
  /// What tests share and create on a real server.
  @Suite struct ResourceTests {
    private static let package = SamplePackage.appliance

    private struct Saving: Decodable {
      let requestsWithoutStore: Int
      let requestsWithStore: Int
    }

    @Test func serverCountsFewerRequestsWithTheStore() async throws {
      let run = try await Self.package.runBinary("ApplianceTests.SharedDetailsTests")
      #expect(run.result.exitCode == 0)
      let record = try run.record()
      let result = try record.result("ApplianceTests.SharedDetailsTests/testStoreSavesRequests")
      let text = try record.text("requests that the server counted.json", of: result)
      let saving = try JSONDecoder().decode(Saving.self, from: Data(text.utf8))
      #expect(saving.requestsWithoutStore == 60)
      #expect(saving.requestsWithStore == 4)
    }

    @Test func applianceThatDidNotStartLeavesItsLog() async throws {
      let id = "ApplianceTests.ConfigurationTests/testBrokenFilePreventsTheStart"
      let record = try await Self.package.runBinary(id).record()
      let result = try record.result(id)
      #expect(result.outcome == .passed)
      let log = try #require(
        result.artifacts.first { $0.name == "appliance.stderr of a server that did not start" }, "\(result.artifacts)")
      let text = try String(contentsOfFile: "\(record.run.path)/\(log.path)", encoding: .utf8)
      #expect(text == "appliance: line 2: `name` is already set in line 1\n")
    }

    @Test func usersAreDeletedAtTheEndOfTheTest() async throws {
      let run = try await Self.package.runBinary("ApplianceTests.UserResourceTests")
      #expect(run.result.exitCode == 0)
      let record = try run.record()
      #expect(record.attempts.allSatisfy { $0.outcome == .passed })
      #expect(record.diagnostics.isEmpty)
      let result = try record.result("ApplianceTests.UserResourceTests/testUsersGoWithTheTest")
      let requests = try record.text("server.log", of: result).split(separator: "\n").map { line in
        line.split(separator: " ").dropFirst().prefix(3).joined(separator: " ")
      }
      #expect(
        requests == [
          "POST /users 201", "POST /users 201", "GET /users 200", "DELETE /users/2 204", "DELETE /users/1 204",
        ])
      let log = try record.text("log.txt", of: result)
      let order = ["users/1 of ", "users/2 of ", "users/2 of ", "users/1 of "]
      let lines = log.split(separator: "\n").filter { $0.contains("  fixture   resource ") }
      #expect(lines.count == order.count)
      for (line, name) in zip(lines, order) { #expect(line.contains(name)) }
    }

    /// A server that outlives the tests; the first process is killed in the middle of a test.
    @Test func whatAKilledProcessLeftIsDeletedByTheNext() async throws {
      let script = """
        cd "$(mktemp -d)" && mkfifo input output
        "$(dirname "$BINARY")/appliance" --log requests <input >output &
        exec 3>input 4<output
        read -r line <&4
        export APPLIANCE_URL="${line#listening on }"
        { APPLIANCE_DISASTER=users "$BINARY" ApplianceTests.DisasterTests/testLeavesUsers >/dev/null; } 2>/dev/null
        echo "killed: $?"
        ls "$EXHIBIT_ARTIFACT_DIR/.resources" | wc -l
        "$BINARY" ApplianceTests.OutcomeTests/testPasses >/dev/null
        echo "next: $?"
        ls "$EXHIBIT_ARTIFACT_DIR/.resources" | wc -l
        cut -d ' ' -f 2-4 requests
        exec 3>&-
        """
      let run = try await Self.package.runScript(script, environment: ["SWIFT_BACKTRACE": "enable=no"])
      #expect(
        run.result.standardOutput.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == [
          "killed: 137", "1", "next: 0", "0",
          "POST /users 201", "POST /users 201", "POST /users 201", "GET /users/2 200", "DELETE /users/2 204",
          "DELETE /users/3 204", "DELETE /users/1 204",
        ])
      #expect(run.result.standardError == "")
    }
  }
}
