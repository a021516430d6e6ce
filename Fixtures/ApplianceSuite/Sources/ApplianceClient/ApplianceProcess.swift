import ExhibitCore
public import Foundation
import Synchronization

/// A server that this process started, and that ends at the latest when this process ends.
public final class ApplianceProcess: Sendable {
  /// Where the server listens.
  public let baseURL: URL
  /// The files of the server.
  public let folder: ApplianceFolder

  private let child: ChildProcess
  private let isStopped = Mutex(false)

  /// The client of the server.
  public var api: ApplianceAPI { ApplianceAPI(baseURL: baseURL) }
  /// The id of the process.
  public var id: Int32 { child.id }

  /// Starts a server and waits until it listens.
  ///
  /// - Parameters:
  ///   - folder: Where the server's files are. A configuration file that is there is used.
  ///   - timeLimit: How long to wait.
  /// - Throws: ``ApplianceStartError``, or the error of the file system.
  public init(in folder: ApplianceFolder, timeLimit: Duration = .seconds(30)) throws {
    self.folder = folder
    child = try ChildProcess(
      executable: ApplianceExecutable.locate(),
      arguments: ["--config", folder.configurationFile.path, "--log", folder.logFile.path],
      errorFile: folder.errorFile
    )
    do {
      baseURL = try Self.waitForAddress(of: child, folder, timeLimit)
    } catch {
      child.kill()
      child.closeInput()
      throw error
    }
  }

  /// Ends the server.
  ///
  /// - Parameter savingLog: Whether its log becomes evidence of the test that is running.
  public func stop(savingLog: Bool = true) {
    let isFirst = isStopped.withLock { isStopped in
      defer { isStopped = true }
      return !isStopped
    }
    guard isFirst else { return }
    child.terminate()
    if child.waitForEnd(timeLimit: .seconds(10)) == nil {
      TestEvidence.current.log("server \(id) does not end, killing it", level: .warning)
      child.kill()
      _ = child.waitForEnd(timeLimit: .seconds(10))
    }
    child.closeInput()
    if savingLog {
      TestEvidence.current.save(file: folder.logFile, as: "server.log")
    }
  }

  /// Sends SIGTERM to the server.
  public func terminate() {
    child.terminate()
  }

  /// Closes the server's standard input.
  public func closeInput() {
    child.closeInput()
  }

  /// Waits until the server has ended.
  ///
  /// - Parameter timeLimit: How long to wait.
  /// - Returns: Its exit status, `nil` if it is still running.
  public func waitForEnd(timeLimit: Duration = .seconds(30)) -> Int32? {
    child.waitForEnd(timeLimit: timeLimit)
  }

  /// The lines of the server's log.
  ///
  /// - Parameter count: How many lines to leave out at the beginning.
  /// - Returns: One line for each request.
  /// - Throws: The error of the file system.
  public func logLines(after count: Int = 0) throws -> [String] {
    let text = try String(contentsOf: folder.logFile, encoding: .utf8)
    return text.split(separator: "\n").dropFirst(count).map(String.init)
  }

  private static func waitForAddress(
    of child: ChildProcess,
    _ folder: ApplianceFolder,
    _ timeLimit: Duration
  ) throws -> URL {
    guard let line = child.firstLine(timeLimit: timeLimit) else {
      throw ApplianceStartError.timedOut(timeLimit)
    }
    let prefix = "listening on "
    if line.hasPrefix(prefix), let url = URL(string: String(line.dropFirst(prefix.count))) {
      return url
    }
    guard line.isEmpty, let status = child.waitForEnd(timeLimit: timeLimit) else {
      throw ApplianceStartError.unexpectedLine(line)
    }
    let output = try String(contentsOf: folder.errorFile, encoding: .utf8)
    throw ApplianceStartError.ended(status: status, output: output)
  }
}
