import CExhibitRecord
import Foundation

/// The process's environment, one variable at a time.
///
/// `ProcessInfo.environment` copies all of it at every call, which shows at process start.
package struct EnvironmentVariables: Sendable {
  private let read: @Sendable (String) -> String?
  private let list: @Sendable (String) -> [String]

  /// The environment of this process, as it is at each reading.
  package static let process = EnvironmentVariables { name in
    // An empty one counts as absent.
    let value = exhibit_variable(name)
    return value.count == 0 ? nil : String(value)
  } list: { prefix in
    var names: [String] = []
    var place = 0
    while let variable = exhibit_next_variable(prefix, &place) { names.append(String(cString: variable)) }
    return names.map { $0.part(beforeFirst: "=") }
  }

  /// An environment of its own, for tests.
  package init(_ values: [String: String]) {
    read = { values[$0] }
    list = { prefix in values.keys.filter { $0.hasPrefix(prefix) } }
  }

  private init(
    _ read: @escaping @Sendable (String) -> String?, list: @escaping @Sendable (String) -> [String]
  ) {
    self.read = read
    self.list = list
  }

  /// The names of the variables that begin with a prefix and are not empty, sorted.
  package func names(withPrefix prefix: String) -> [String] {
    let names = list(prefix)
    // The usual case; what filters and sorts costs something at its first use in a process.
    return names.isEmpty ? [] : names.filter { self[$0] != nil }.sorted()
  }

  /// The value of a variable; an empty one counts as absent.
  package subscript(name: String) -> String? {
    read(name).flatMap { $0.isEmpty ? nil : $0 }
  }
}
