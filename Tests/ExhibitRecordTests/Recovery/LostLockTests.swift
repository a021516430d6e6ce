import CExhibitRecord
import ExhibitRecord
import Foundation
import Testing

#if os(Linux)
  /// A process that lives, and whose file is not locked any more: here the one that started the tests.
  @Suite struct LostLockTests {
    private let run: RecordedRun
    private let executable: String

    init() throws {
      run = try RecordedRun()
      let arguments = try #require(FileSystem.text(of: "/proc/\(getppid())/cmdline"))
      executable = String(arguments.prefix { $0 != "\0" })
    }

    private static var now: Double { Double(exhibit_monotonic_nanoseconds()) / 1e9 }

    private func isAlive(
      executable: String? = nil, locked: Bool = true, at time: Double = now, _ members: String = "",
      _ events: String...
    ) throws -> Bool {
      let path = executable ?? self.executable
      let header = """
        ,"machine":"\(MachineIdentity.current)","bootID":"\(BootIdentity.current)","pid":\(getppid()),\
        "locked":\(locked),"executable":"\(path)"\(members)
        """
      return try EventFile.read(run.write([RecordedRun.process(at: time, header)] + events)).isLocked
    }

    @Test func isAlive() throws {
      #expect(try isAlive())
      #expect(try isAlive("", RecordedRun.event("testStarted")))
    }

    /// The program is the process's own; the number alone may be that of one in another container.
    @Test func isNotAnotherProgram() throws {
      #expect(try !isAlive(executable: "/bin/other"))
      #expect(try !isAlive(executable: ""))
      #expect(try isAlive(executable: "/bin/other", locked: false))
    }

    @Test func isNotOneThatStartedLater() throws {
      #expect(try !isAlive(at: 0))
    }

    @Test func isNotOneWhoseTestsAreOver() throws {
      #expect(try !isAlive("", RecordedRun.event("runEnded", of: "")))
    }

    @Test func isNotOneThatKeepsTheOutput() throws {
      #expect(try !isAlive(#","outputOf":"a""#))
    }
  }
#endif
