/// How a reply is saved.
public enum ReplyForm: Sendable {
  /// Request, status, headers and content as one JSON document.
  case json
  /// The content alone, as text.
  case text
}
