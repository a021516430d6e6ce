import ExhibitSupport
import Foundation

extension NodeDecoder {
  /// Returns an error about the node.
  func failure(_ message: String, suggestion: String? = nil) -> ConfigurationDiagnostic {
    ConfigurationDiagnostic(
      message, file: state.file, position: node.position, path: path, suggestion: suggestion)
  }

  /// Returns the error for a value of the wrong kind.
  ///
  /// - Parameter expected: What would have been right, with its article.
  /// - Returns: The error, with the way out where it is obvious.
  func mismatch(expected: String) -> ConfigurationDiagnostic {
    failure("expected \(expected), found \(node.summary)", suggestion: wayOut(to: expected))
  }

  /// Returns what makes the node the expected kind of value, where that is obvious.
  private func wayOut(to expected: String) -> String? {
    switch (expected, node.value) {
    case ("a string", .bool), ("a string", .integer), ("a string", .double):
      "put it in quotes"
    case ("an array", .bool), ("an array", .integer), ("an array", .double), ("an array", .string):
      "put it in brackets"
    case ("true or false", .string(let text)) where text == "true" || text == "false":
      "remove the quotes"
    case (_, .string(let text)) where expected.contains("integer") && Int64(text) != nil:
      "remove the quotes"
    case ("a number", .string(let text)) where Double(text) != nil:
      "remove the quotes"
    default:
      nil
    }
  }

  /// Turns an error that a type's initialiser threw into one that tells the place.
  ///
  /// - Parameters:
  ///   - error: The error.
  ///   - type: The type that was being decoded.
  /// - Returns: An error that keeps the description.
  func diagnostic(for error: any Error, decoding type: Any.Type) -> ConfigurationDiagnostic {
    guard let error = error as? DecodingError else {
      return failure((error as? any LocalizedError)?.errorDescription ?? String(describing: error))
    }
    switch error {
    case .keyNotFound(let key, let context):
      let place = place(of: context.codingPath)
      return NodeDecoder(state: state, node: place.node, path: place.path.appending(key: key.stringValue))
        .failure("required key is missing")
    case .dataCorrupted(let context):
      if context.codingPath.count == codingPath.count, let unknown = unknownValue(of: type) { return unknown }
      return failure(context)
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return failure(context)
    @unknown default:
      return failure(String(describing: error))
    }
  }

  /// Returns the error that a decoding error's context describes, at the place it names.
  private func failure(_ context: DecodingError.Context) -> ConfigurationDiagnostic {
    let place = place(of: context.codingPath)
    var message = context.debugDescription
    while message.last == "." { message.removeLast() }
    if let cause = context.underlyingError {
      message += message.isEmpty ? "\(cause)" : ": \(cause)"
    }
    return NodeDecoder(state: state, node: place.node, path: place.path)
      .failure(message.isEmpty ? "the value is not valid" : message)
  }

  /// Returns the error for a string that is none of an enumeration's raw values, or nil if that is not the case.
  private func unknownValue(of type: Any.Type) -> ConfigurationDiagnostic? {
    guard case .string(let text) = node.value, type is any RawRepresentable.Type else { return nil }
    var names: [String] = []
    if let type = type as? any CaseIterable.Type { names = rawNames(of: type) }
    guard !names.contains(text) else { return nil }
    let nearest = NearestSpelling.nearest(to: text, among: names)
    let list = names.isEmpty || names.count > 12 ? nil : "use one of: \(names.joined(separator: ", "))"
    return failure(
      "unknown value \(DiagnosticText.quoted(text))",
      suggestion: nearest.map { "did you mean \(DiagnosticText.quoted($0))?" } ?? list
    )
  }

  /// Returns the raw values of an enumeration whose raw values are strings.
  private func rawNames<Cases: CaseIterable>(of type: Cases.Type) -> [String] {
    type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
  }

  /// Finds the node that a coding path leads to, or the last one on the way that exists.
  ///
  /// Types may put any path into an error, so keys that lead nowhere only lengthen the shown path.
  private func place(of codingPath: [any CodingKey]) -> (node: ConfigurationNode, path: ConfigurationKeyPath) {
    var node = state.root
    var path = state.rootPath
    for key in codingPath {
      if let index = key.intValue, node.elements.indices.contains(index) {
        node = node.elements[index]
        path = path.appending(index: index)
        continue
      }
      let snake = SnakeCase.snake(key.stringValue)
      let member = node.members.first { $0.key == key.stringValue } ?? node.members.first { $0.key == snake }
      path = path.appending(key: member?.key ?? key.stringValue)
      node = member?.node ?? node
    }
    return (node, path)
  }
}
