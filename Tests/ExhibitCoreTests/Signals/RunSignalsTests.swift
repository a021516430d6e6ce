import ExhibitCore
import ExhibitFixtures
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation
import Testing

@Suite struct RunSignalsTests {
  private static let names = [
    "artifact_saved", "process_exiting", "run_finished", "run_started", "test_failed", "test_finished", "test_started",
    "test_torn_down",
  ]

  @Test func theyAreKnownByNameBeforeAnybodyUsesAConstant() {
    RunSignals.declare()
    let names = SignalNamespace.default.declarations.map(\.name)
    for name in Self.names { #expect(names.filter { $0 == name }.count == 1) }
    #expect(SignalNamespace.mayHaveReceivers)
  }

  @Test func theConstantsAreTheSignalsOfTheirNames() {
    let constants = [
      RunSignals.artifactSaved.name, RunSignals.processExiting.name, RunSignals.runFinished.name,
      RunSignals.runStarted.name, RunSignals.testFailed.name, RunSignals.testFinished.name, RunSignals.testStarted.name,
      RunSignals.testTornDown.name,
    ]
    #expect(constants == Self.names)
    for declaration in SignalNamespace.default.declarations where Self.names.contains(declaration.name) {
      #expect(!declaration.documentation.isEmpty)
    }
  }

  /// Without a limit it would end the process, for want of stack.
  @Test func aReceiverThatCausesItsOwnSignalIsStoppedAndNamed() throws {
    let session = try TestSession()
    let (id, calls, isEndless) = ("App.EndlessTests/testA", Locked(0), Locked(true))
    let connection = try RunSignals.artifactSaved.connect(named: "saves again") { saved in
      guard saved.testID == id, saved.artifact.description == "copy" else { return }
      let number = calls.withLock { calls in
        calls += 1
        return calls
      }
      // An end of its own, so that without the limit the test fails and not the process.
      if isEndless.withLock({ $0 }), number < 100 { TestEvidence.current.save("text", as: "copy") }
    }
    defer { connection.disconnect() }
    session.test(id) { _, _ in
      TestEvidence.current.save("text", as: "copy")
      #expect(calls.withLock { $0 } == 8)
      isEndless.withLock { $0 = false }
      for _ in 0..<20 { TestEvidence.current.save("text", as: "copy") }
      #expect(calls.withLock { $0 } == 28)
    }
    #expect(try session.summary().results[0].artifacts.filter { $0.path.contains("copy") }.count == 29)
    let messages = session.messages.filter { $0.contains("'artifact_saved'") }
    #expect(messages.count == 1)
    #expect(messages.first?.contains("saves again") == true)
  }

  private struct Server {}

  /// They say no namespace, and the names in the default one belong to modules that every test target links.
  @Test func theExamplesInTheDocumentationDoNotTakeTheNamesOfOthers() async throws {
    let namespace = SignalNamespace()
    _ = ResourceSignals(in: namespace)
    let taken = Set(namespace.declarations.map(\.name) + Self.names)
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../Sources/ExhibitHooks").standardized
    var examples: [String] = []
    for file in try FileManager.default.subpathsOfDirectory(atPath: root.path) where file.hasSuffix(".swift") {
      for line in try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8).split(separator: "\n") {
        guard let example = line.firstMatch(of: /\/\/\/ .*(Signals?)<.*>\("(\w+)"/)?.output else { continue }
        examples += example.1 == "Signal" ? [String(example.2)] : ["pre_", "post_"].map { $0 + example.2 }
      }
    }
    #expect(Set(examples).isSuperset(of: ["server_renamed", "pre_restart_server"]))
    #expect(taken.isDisjoint(with: examples))

    ResourceSignals.declare()
    let restart = OperationSignals<[String], Server>("restart_server")
    let sent = try await restart.did.recording {
      _ = try await restart.perform(["web"], by: "pool", from: .type(Server.self)) { Server() }
    }
    #expect(sent.map(\.payload.arguments) == [["web"]])
  }
}
