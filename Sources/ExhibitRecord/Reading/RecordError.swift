/// Why a record cannot be read.
package struct RecordError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
