/// Something wrong in a configuration: what, where exactly, and the way out.
///
/// Its description is one line in the form that editors and continuous integration recognise:
///
/// ```
/// exhibit.json:12:5: plugins.audit.levl: unknown key; did you mean 'level'?
/// ```
///
/// All texts are safe to print, whatever the file contains: control characters are escaped and long values
/// are shortened.
public struct ConfigurationDiagnostic: Error, Sendable, Hashable {
  /// How bad the finding is.
  public enum Severity: String, Sendable, Hashable {
    /// The value in question could not be used.
    case error
    /// The configuration was read, but probably not as its author meant it.
    case warning
  }

  /// How bad the finding is; callers decide how to show it, the description leaves it out.
  public var severity: Severity

  /// The file as the user named it.
  public let file: String

  /// The line, starting from 1, or nil if the finding concerns the file as a whole.
  public let line: Int?

  /// The column, starting from 1 and counted in Unicode scalars, or nil if there is no line.
  public let column: Int?

  /// The way to the value in question, such as `plugins.audit.level`, or nil outside of any value.
  public let keyPath: String?

  /// What is wrong.
  public let message: String

  /// What to do about it, if there is something to propose.
  public let suggestion: String?

  /// Creates a diagnostic and makes its texts printable.
  ///
  /// - Parameters:
  ///   - message: What is wrong, without a full stop.
  ///   - severity: How bad it is.
  ///   - file: The file as the user named it.
  ///   - line: The line, starting from 1.
  ///   - column: The column, starting from 1.
  ///   - keyPath: The way to the value in question.
  ///   - suggestion: What to do about it.
  public init(
    _ message: String,
    severity: Severity = .error,
    file: String,
    line: Int? = nil,
    column: Int? = nil,
    keyPath: String? = nil,
    suggestion: String? = nil
  ) {
    self.severity = severity
    self.file = DiagnosticText.printable(file)
    self.line = line
    self.column = line == nil ? nil : column
    self.keyPath = keyPath.map { DiagnosticText.printable($0) }
    self.message = DiagnosticText.printable(message)
    self.suggestion = suggestion.map { DiagnosticText.printable($0) }
  }

  /// Creates a diagnostic for a node of a parsed file.
  package init(
    _ message: String,
    severity: Severity = .error,
    file: String,
    position: ConfigurationNode.Position,
    path: ConfigurationKeyPath = .root,
    suggestion: String? = nil
  ) {
    self.init(
      message,
      severity: severity,
      file: file,
      line: position.line,
      column: position.column,
      keyPath: path.steps.isEmpty ? nil : path.description,
      suggestion: suggestion
    )
  }

  /// Returns the error for a key that an object has twice.
  ///
  /// - Parameters:
  ///   - first: Where the key stands first.
  ///   - second: Where it stands again.
  ///   - path: The path of the key.
  ///   - file: The file as diagnostics name it.
  /// - Returns: The error at the second place, naming both.
  static func duplicateKey(
    first: ConfigurationNode.Position,
    second: ConfigurationNode.Position,
    path: ConfigurationKeyPath,
    file: String
  ) -> ConfigurationDiagnostic {
    let lines = first.line == second.line ? "twice on line \(first.line)" : "on lines \(first.line) and \(second.line)"
    return ConfigurationDiagnostic(
      "duplicate key \(lines)", file: file, position: second, path: path, suggestion: "remove one of them")
  }
}

extension ConfigurationDiagnostic: CustomStringConvertible {
  /// The diagnostic in one line: file, line, column, key path, message and suggestion.
  public var description: String {
    var text = file
    for number in [line, column].compactMap(\.self) { text += ":\(number)" }
    if let keyPath { text += ": \(keyPath)" }
    text += ": \(message)"
    if let suggestion { text += "; \(suggestion)" }
    return text
  }
}
