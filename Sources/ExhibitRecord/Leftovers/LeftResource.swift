/// Something that tests of a process have created and not deleted.
package struct LeftResource: Sendable, Hashable {
  /// The number by which its process knew it.
  package let number: Int

  /// The collection in which it was created.
  package let collection: String

  /// Its path; `nil` if the process died while it was created, so that nobody knows whether it is there.
  package let path: String?

  /// The name of the provider that created it.
  package let provider: String

  /// Where the provider's things are.
  package let place: String

  /// The run.
  package let runID: String

  /// The test, if one was running.
  package let testID: String?

  /// When its creation began.
  package let time: String

  /// Whether a secret was taken out of its path, so that it cannot be found by it.
  package let isRedacted: Bool
}

/// A line of the file in which a process notes what it is going to delete.
struct LedgerLine: Codable, Sendable {
  enum State: String, Codable {
    case creating
    case created
    case gone
    /// A run has said what is left here.
    case said
  }

  var state: State
  var number: Int?
  var path: String?
  var provider: String?
  var place: String?
  var run: String?
  var test: String?
  var time: String?
  var isRedacted: Bool?
}
