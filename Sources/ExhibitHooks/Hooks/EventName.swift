/// The name of a hook event.
///
/// Any string is a name; Exhibit's own are members of this type.
public struct EventName: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name as it stands in a configuration.
  public let rawValue: String

  /// Creates a name; the ancestors' `filedump` and `sanitize` become `save_artifact` and `redact`.
  public init(rawValue: String) {
    // By length first, since names are made wherever events are fired.
    switch rawValue.utf8.count == 8 ? rawValue : "" {
    case "filedump": self.rawValue = "save_artifact"
    case "sanitize": self.rawValue = "redact"
    default: self.rawValue = rawValue
    }
  }

  /// Creates a name from a literal.
  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  /// The name itself.
  public var description: String { rawValue }
}
