/// One line of an event file, as far as its members are known; unknown ones are passed over.
///
/// The envelope and the kinds are those of Swift Testing's event stream; what is ours is under ``Payload/exhibit``.
package struct RecordLine: Decodable, Sendable {
  package let kind: String
  package let payload: Payload

  package struct Payload: Decodable, Sendable {
    package let kind: String?
    package let instant: Instant?
    package let messages: [Message]?
    package let testID: String?
    package let issue: Issue?
    package let attachment: Attachment?
    // Those of a test record.
    package let id: String?
    package let name: String?
    package let displayName: String?
    package let sourceLocation: SourceLocation?
    package let exhibit: ExhibitMembers?
  }

  package struct Instant: Decodable, Sendable {
    package let absolute: Double
    package let since1970: Double
  }

  package struct Message: Decodable, Sendable {
    package let symbol: String
    package let text: String
  }

  package struct SourceLocation: Decodable, Sendable {
    package let filePath: String?
    package let _filePath: String?
    package let line: Int
  }

  package struct Issue: Decodable, Sendable {
    package let isKnown: Bool
    package let isFailure: Bool?
    package let severity: String?
    package let sourceLocation: SourceLocation?
  }

  package struct Attachment: Decodable, Sendable {
    package let path: String?
  }
}
