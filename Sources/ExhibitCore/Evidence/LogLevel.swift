/// How much a log line matters.
public enum LogLevel: String, Sendable, Comparable, CaseIterable, Codable {
  /// For who looks for a fault.
  case debug
  /// What happened.
  case info
  /// What happened and is not usual.
  case notice
  /// What may be the cause of a failure.
  case warning
  /// What is wrong.
  case error

  /// Whether one level matters less than another.
  public static func < (lhs: LogLevel, rhs: LogLevel) -> Bool {
    lhs.rank < rhs.rank
  }

  private var rank: Int {
    switch self {
    case .debug: 0
    case .info: 1
    case .notice: 2
    case .warning: 3
    case .error: 4
    }
  }
}
