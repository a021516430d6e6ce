/// The name of a hook event.
///
/// Any string is a name; Exhibit's own are members of this type.
public struct EventName: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name as it stands in a configuration.
  public private(set) var rawValue: String

  /// Creates a name; the ancestors' `filedump` and `sanitize` become `save_artifact` and `redact`.
  public init(rawValue: String) {
    self.rawValue = rawValue
    // Names are made wherever events are fired: the length is looked at first.
    guard rawValue.utf8.count == 8 else { return }
    if rawValue == "filedump" { self.rawValue = "save_artifact" }
    if rawValue == "sanitize" { self.rawValue = "redact" }
  }

  /// Creates a name from a literal.
  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  /// The name itself.
  public var description: String { rawValue }
}
