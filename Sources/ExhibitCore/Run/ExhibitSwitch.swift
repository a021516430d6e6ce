import Foundation

/// The switch that turns everything off, `EXHIBIT_DISABLED=1`.
package enum ExhibitSwitch {
  /// Whether Exhibit is switched off in this process.
  package static let isOff = getenv("EXHIBIT_DISABLED").map { String(cString: $0) == "1" } ?? false
}
