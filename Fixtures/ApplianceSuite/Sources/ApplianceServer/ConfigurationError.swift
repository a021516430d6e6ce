/// A configuration text that cannot be used, and where it is wrong.
struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// The number of the line, from 1.
  let line: Int
  let reason: String

  var description: String { "line \(line): \(reason)" }
}
