import CExhibitRecord
import ExhibitRecord
import Foundation

/// A program and what it is started with.
struct ExternalCommand: Sendable {
  /// Its arguments, the program first.
  var arguments: [String]
  var environment: [String: String]
  /// Its working directory.
  var directory: String
  /// What it finds on its standard input.
  var input: Data

  /// Of each stream that it writes so much of the end is of use.
  static let outputLimit = 1 << 20

  /// Starts it, with a process group of its own.
  func start() throws(FileSystem.Failure) -> RunningCommand {
    var arguments: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var code: Int32 = 0
    let process = input.withUnsafeBytes { input in
      let process = exhibit_process_start(
        &arguments, &variables, directory, input.baseAddress, input.count, TextEnd.wanted(for: Self.outputLimit))
      code = errno
      return process
    }
    guard process.state != nil else { throw FileSystem.Failure(path: self.arguments[0], code: code) }
    return RunningCommand(process)
  }
}

/// A program that was started and is ended at the latest when nobody refers to it.
final class RunningCommand: Sendable {
  private let process: exhibit_process

  fileprivate init(_ process: exhibit_process) {
    self.process = process
  }

  deinit {
    _ = exhibit_process_finish(process, 0, 0)
    exhibit_process_free(process)
  }

  /// How a program ended.
  struct End: Sendable {
    /// What the system says of it.
    enum Status: Sendable, Hashable {
      case exited(Int)
      case signalled(Int)
      /// Somebody else waited for it.
      case unknown
    }

    /// What it wrote to one of its streams.
    struct Output: Sendable {
      /// The last of it: all that is of use, and a margin.
      let bytes: Data
      /// How many bytes it wrote.
      let total: Int

      fileprivate init(_ output: exhibit_process_output) {
        bytes = output.bytes.map { Data(bytes: $0, count: output.count) } ?? Data()
        total = output.total
      }
    }

    let status: Status
    let hasTimedOut: Bool
    let nanoseconds: Int64
    let output: Output
    let error: Output
  }

  /// Waits for its end; when the time is over, its process group is killed.
  ///
  /// - Parameters:
  ///   - seconds: How long is waited.
  ///   - isInterrupted: Whether it is asked to end, by SIGINT, and by SIGTERM when half of the time is over.
  /// - Returns: How it ended.
  func finish(within seconds: Double, isInterrupted: Bool = false) -> End {
    let end = exhibit_process_finish(process, Int64(seconds * 1e9), isInterrupted ? SIGINT : 0)
    let status: End.Status =
      switch end.how {
      case EXHIBIT_PROCESS_EXITED: .exited(Int(end.code))
      case EXHIBIT_PROCESS_SIGNALLED: .signalled(Int(end.code))
      default: .unknown
      }
    return End(
      status: status, hasTimedOut: end.timed_out, nanoseconds: end.nanoseconds, output: End.Output(end.output),
      error: End.Output(end.error))
  }
}
