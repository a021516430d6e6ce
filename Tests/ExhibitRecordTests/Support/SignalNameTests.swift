import CExhibitRecord
import Foundation
import Testing

@Suite struct SignalNameTests {
  private func name(of signal: Int32) -> String {
    var bytes = [CChar](repeating: 0x78, count: Int(EXHIBIT_SIGNAL_NAME_BYTES))
    exhibit_signal_name(signal, &bytes)
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
  }

  #if os(Linux)
    @Test(arguments: [
      (Int32(1), "SIGHUP"), (9, "SIGKILL"), (11, "SIGSEGV"), (16, "SIGSTKFLT"), (29, "SIGIO"), (30, "SIGPWR"),
      (33, "signal 33"), (34, "SIGRTMIN"), (37, "SIGRTMIN+3"), (64, "SIGRTMIN+30"), (100, "signal 100"),
    ])
    func isThatOfTheSystem(_ signal: Int32, name: String) {
      #expect(self.name(of: signal) == name)
    }
  #endif

  /// Whoever ends the process is named; those that never do may be numbers.
  @Test func everySignalHasItsOwn() {
    let names = (Int32(1)...64).map(name(of:))
    #expect(Set(names).count == 64)
    #expect(names.allSatisfy { $0.utf8.count < EXHIBIT_SIGNAL_NAME_BYTES })
  }
}
