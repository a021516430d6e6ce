/// A reply that says that a request did not succeed.
public struct UnexpectedReply: Error, CustomStringConvertible {
  /// The reply.
  public let reply: Reply

  /// The request, the status and the content in one line.
  public var description: String {
    "\(reply.method) \(reply.path) was answered with \(reply.status): \(reply.text)"
  }
}
