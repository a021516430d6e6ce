package import ExhibitRecord
import ExhibitSupport

/// How it is told what a process has left on an appliance.
package enum LeftoverText {
  /// So many are named.
  private static let limit = 5

  /// What is left, in a line.
  ///
  /// - Parameters:
  ///   - resources: What is left of one process.
  ///   - process: The process.
  /// - Returns: The message.
  package static func message(_ resources: [LeftResource], of process: String) -> String {
    "process \(process) has left \(list(resources)); a process that registers the provider deletes it "
      + "(ResourceProviders.register)"
  }

  /// The things with their provider and place.
  package static func list(_ resources: [LeftResource]) -> String {
    var texts = resources.prefix(limit).map { resource in
      let what = resource.path ?? "perhaps something in \(resource.collection)"
      return "\(what) of '\(resource.provider)' at \(resource.place)"
    }
    if resources.count > limit { texts.append("\(resources.count - limit) more") }
    return texts.joined(separator: ", ").printable
  }
}
