import ExhibitRecord
import TestSupport
import Testing

@Suite struct ProcessHeaderTests {
  private func header(_ variables: [String: String]) -> ProcessHeader {
    ProcessHeader(environment: EnvironmentVariables(variables), sourceRoot: "/")
  }

  @Test func onlyListedVariablesAreRecorded() throws {
    var variables = [
      "API_TOKEN": "secret", "HOME": "/root", "GITHUB_TOKEN": "secret", "PATH": "/bin", "EXHIBIT_RUN": "r",
    ]
    for name in ProcessHeader.allowedVariables { variables[name] = "value" }
    let run = try RecordedRun()
    let writer = try RecordWriter(run: run.directory, process: header(variables)) { _ in }
    let members = try run.file(of: writer).process?.exhibit
    #expect(
      members?.environment == Dictionary(uniqueKeysWithValues: ProcessHeader.allowedVariables.map { ($0, "value") }))
    #expect(run.text(of: writer)?.contains("secret") == false)
  }

  @Test func noListedVariableHoldsASecretByItsName() {
    let words = ["TOKEN", "SECRET", "PASSWORD", "KEY", "AUTH", "CREDENTIAL"]
    #expect(!ProcessHeader.allowedVariables.contains { name in words.contains { name.contains($0) } })
  }

  @Test func theShardIsRecorded() {
    #expect(header(["EXHIBIT_SHARD": "2/4"]).shard == "2/4")
    #expect(header([:]).shard == nil)
  }

  @Test func theMachineIsPlain() {
    #expect(!MachineIdentity.current.isEmpty)
    #expect(MachineIdentity.current.utf8.count <= 40)
    #expect(RunID(MachineIdentity.current) != nil)
  }
}
