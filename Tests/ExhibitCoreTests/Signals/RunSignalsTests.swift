import ExhibitCore
import ExhibitHooks
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
}
