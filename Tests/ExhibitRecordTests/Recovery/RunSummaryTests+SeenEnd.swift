import ExhibitRecord
import Testing

extension RunSummaryTests {
  /// How a process ended is told by the one that keeps its output.
  @Suite struct SeenEnd {
    private let run: RecordedRun

    init() throws {
      run = try RecordedRun()
    }

    /// What became of a test that started at 1 s and did not end.
    private func verdict(_ members: String, at time: Double = 2, after events: [String] = []) throws -> String? {
      try run.write(
        [
          RecordedRun.process(at: 1, #","process":"a","watchesSignals":true"#), RecordedRun.event("testStarted", at: 1),
        ] + events, to: "a.jsonl")
      let end = """
        {"version":"6.3.0","kind":"event","payload":{"kind":"exhibitProcessEnded",\
        "instant":{"absolute":\(time),"since1970":\(time)},"messages":[],"exhibit":{"sequence":1\(members)}}}
        """
      try run.write(
        [RecordedRun.process(at: 1, #","process":"a-output","outputOf":"a""#), end], to: "a-output.jsonl")
      return try run.summary().results.first.map { "\($0.outcome): \($0.note ?? "")" }
    }

    private func signal(_ number: Int, _ name: String) -> String {
      RecordedRun.event(
        "exhibitProcessSignalled", at: 2, #","exhibit":{"sequence":9,"signal":\#(number),"signalName":"\#(name)"}"#)
    }

    private let killed = #","signal":9,"signalName":"SIGKILL""#

    @Test func faultIsACrash() throws {
      let fault = try verdict(#","signal":11,"signalName":"SIGSEGV""#)
      #expect(fault == "crashed: the process crashed with SIGSEGV while the test was running")
    }

    @Test func otherSignalIsAKill() throws {
      #expect(try verdict(killed) == "killed: the process was killed while the test was running (SIGKILL)")
      let other = try verdict(#","signal":37,"signalName":"SIGRTMIN+3""#)
      #expect(other == "killed: the process was killed while the test was running (SIGRTMIN+3)")
    }

    @Test(arguments: [0, 5]) func statusIsNoKill(_ status: Int) throws {
      #expect(
        try verdict(#","exitStatus":\#(status)"#) == """
          crashed: the process ended with status \(status) while the test was running (_exit, or another program in its \
          place)
          """)
    }

    @Test func callOfExitSaysMore() throws {
      let exit = RecordedRun.event("exhibitProcessExited")
      let verdict = try verdict(#","exitStatus":7"#, after: [exit])
      #expect(verdict == "crashed: the process exited while the test was running")
    }

    /// The signal that it told of is one that it survived.
    @Test func endCountsMoreThanAnEarlierSignal() throws {
      let verdict = try verdict(killed, after: [signal(15, "SIGTERM")])
      #expect(verdict == "killed: the process was killed while the test was running (SIGKILL)")
    }

    /// It need not be this test in which the process ended.
    @Test func recordThatStopsIsNoCrash() throws {
      let stop = RecordedRun.event(
        "exhibitRecordStopped", of: "", at: 1.5, #","exhibit":{"reason":"No space left on device"}"#)
      let verdict = try verdict(#","signal":11,"signalName":"SIGSEGV""#, after: [stop])
      #expect(verdict == "lost: the record ends in the test: No space left on device")
    }

    /// Who loses patience with a process that is writing its crash report kills it.
    @Test func faultCountsMoreThanTheKillAfterIt() throws {
      let verdict = try verdict(killed, after: [signal(11, "SIGSEGV")])
      #expect(verdict == "crashed: the process crashed with SIGSEGV while the test was running")
    }

    /// One that is stopped gives no sign of life.
    @Test func killAfterTheTimeLimitIsAHang() throws {
      let verdict = try verdict(killed, at: 301.5)
      #expect(verdict == "hung: the test had been running for 300.500 s when the process was killed (SIGKILL)")
    }

    @Test(arguments: ["", #","signal":4294967296"#, #","signal":-1,"signalName":"x""#])
    func nonsenseDoesNoHarm(_ members: String) throws {
      #expect(try verdict(members)?.hasPrefix("killed: ") == true)
    }
  }
}
