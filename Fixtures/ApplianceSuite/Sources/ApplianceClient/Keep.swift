import ExhibitCore

/// Saves a reply as evidence of the test that is running.
///
/// - Parameters:
///   - reply: What the appliance answered.
///   - form: How to save it.
/// - Returns: The reply, so that a request can be kept where it is made.
@discardableResult
public func keep(_ reply: Reply, as form: ReplyForm = .json) -> Reply {
  let description = "\(reply.method) \(reply.path) \(reply.status)"
  switch form {
  case .json: TestEvidence.current.save(json: reply, as: description)
  case .text: TestEvidence.current.save(reply.text, as: description)
  }
  return reply
}
