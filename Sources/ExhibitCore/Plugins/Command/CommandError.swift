import ExhibitRecord
import ExhibitSupport

/// Why a command did not do what it was run for.
struct CommandError: Error, CustomStringConvertible {
  let description: String

  /// Says what is wrong with its options.
  init(options mistake: String) {
    description = mistake
  }

  /// Says why it could not be started.
  init(program: String, failure: FileSystem.Failure) {
    description = "\(program.quoted) could not be started: \(failure.reason)"
  }

  /// Says how it ended, if that was not well.
  init?(program: String, _ end: RunningCommand.End, seconds: Double, wasInterrupted: Bool) {
    if end.hasTimedOut {
      description = "\(program.quoted) did not end within \(seconds) s and was killed"
      return
    }
    switch end.status {
    case .exited(0): return nil
    // It was asked to end, and each program has its own way to say that it did.
    case .exited, .signalled: if wasInterrupted { return nil }
    case .unknown: break
    }
    description =
      switch end.status {
      case .exited(let code): "\(program.quoted) ended with exit status \(code)"
      case .signalled(let signal): "\(program.quoted) was ended by signal \(signal)"
      case .unknown: "how \(program.quoted) ended is not known: somebody else waited for it"
      }
  }
}
