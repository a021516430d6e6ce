/// Why the appliance did not start.
public enum ApplianceStartError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no executable where the build puts it.
  case noExecutable(searched: [String])
  /// The process ended before it listened.
  case ended(status: Int32, output: String)
  /// The process did not say in time where it listens.
  case timedOut(Duration)
  /// The first line that the process printed does not say where it listens.
  case unexpectedLine(String)

  /// The reason in one line.
  public var description: String {
    switch self {
    case .noExecutable(let searched):
      "no executable `appliance` in \(searched.joined(separator: ", "))"
    case .ended(let status, let output):
      "the appliance ended with status \(status): \(output)"
    case .timedOut(let limit):
      "the appliance did not listen within \(limit)"
    case .unexpectedLine(let line):
      "the appliance said `\(line)` instead of where it listens"
    }
  }
}
