import Foundation

/// The process's environment, one variable at a time.
///
/// `ProcessInfo.environment` copies all of it at every call, which shows at process start.
package struct EnvironmentVariables: Sendable {
  private let read: @Sendable (String) -> String?

  /// The environment of this process, as it is at each reading.
  package static let process = EnvironmentVariables { name in getenv(name).map { String(cString: $0) } }

  /// An environment of its own, for tests.
  package init(_ values: [String: String]) {
    read = { values[$0] }
  }

  private init(_ read: @escaping @Sendable (String) -> String?) {
    self.read = read
  }

  /// The value of a variable; an empty one counts as absent.
  package subscript(name: String) -> String? {
    read(name).flatMap { $0.isEmpty ? nil : $0 }
  }
}
