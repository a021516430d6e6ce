import ExhibitFixtures
import ExhibitHooks
import Testing

/// What is known about the authenticated user, in the manner of bzz's `/me`.
@Suite struct UserDetailsTests {
  private struct Provider: UserProvider {
    let name: String
    var fields: ResourceFields?
    var error: Mishap?

    func authenticatedUser() async throws -> ResourceFields? {
      if let error { throw error }
      return fields
    }
  }

  private let signals = ResourceSignals(in: SignalNamespace())
  private let journal = Journal()
  private let google = Provider(
    name: "google",
    fields: ["id": "1234567890abcdef", "email": "sherlock@holmes.com", "name": "Sherlock Holmes"])

  init() throws {
    try signals.authorizedUser.connect { [journal] sender, details in
      journal.note("authorized_user \(sender?.description ?? "") \(details["name"]?.plain ?? "")")
    }
    try signals.unauthorizedUser.connect { [journal] sender, payload in
      journal.note("unauthorized_user \(sender?.description ?? "") \(payload.handler.name)")
    }
  }

  @Test("1.2.7: pre_get_user_details adds to the details before the caller sees them")
  func receiversAddToTheDetails() async throws {
    try signals.preGetUserDetails.connect(from: .value("google")) { [journal] _, details in
      journal.note("pre_get_user_details \(details.handler.name)")
      details["username"] = "holmes"
    }
    try signals.preGetUserDetails.connect { _, details in details["seen"] = details["username"] }
    let details = try await google.userDetails(signals: signals)
    #expect(
      details.fields == [
        "id": "1234567890abcdef", "email": "sherlock@holmes.com", "name": "Sherlock Holmes", "provider": "google",
        "username": "holmes", "seen": "holmes",
      ])
    #expect(journal.entries == ["authorized_user google Sherlock Holmes", "pre_get_user_details google"])
  }

  @Test("1.2.7: a receiver can be limited to one provider by its name")
  func receiverIsLimitedToAProvider() async throws {
    try signals.preGetUserDetails.connect(from: .value("facebook")) { _, details in details["username"] = "no" }
    let details = try await google.userDetails(signals: signals)
    #expect(details["username"] == nil)
    let other = try await Provider(name: "facebook", fields: [:]).userDetails(signals: signals)
    #expect(other.fields == ["provider": "facebook", "username": "no"])
  }

  @Test("1.2.3: unauthorized_user, and no details, if nobody is known")
  func nobodyIsKnown() async throws {
    try signals.preGetUserDetails.connect { [journal] _, _ in journal.note("pre_get_user_details") }
    let error = await #expect(throws: ResourceError.self) {
      try await Provider(name: "google").userDetails(signals: signals)
    }
    #expect(error?.code == .unauthorized)
    #expect(journal.entries == ["unauthorized_user google google"])
  }

  @Test func providerThatFailsSendsNothing() async throws {
    let broken = Provider(name: "google", error: Mishap("no network"))
    await #expect(throws: Mishap("no network")) { try await broken.userDetails(signals: signals) }
    #expect(journal.entries == [])
  }

  @Test func receiverThatFailsLeavesTheDetailsAsTheyWere() async throws {
    try signals.preGetUserDetails.connect { _, details in
      details["name"] = "lost"
      throw Mishap("receiver of user details")
    }
    let details = try await google.userDetails(signals: signals)
    #expect(details["name"] == "Sherlock Holmes")
  }

  @Test("F8: asynchronous receivers of pre_get_user_details add to the details too")
  func asynchronousReceiversAddToTheDetails() async throws {
    try signals.preGetUserDetails.connectAsync { _, details in
      await Task.yield()
      details["username"] = "holmes"
    }
    try signals.preGetUserDetails.connect { _, details in details["seen"] = details["username"] }
    let details = try await google.userDetails(signals: signals)
    #expect(details["username"] == "holmes")
    #expect(details["seen"] == "holmes")
  }

  @Test("F8: asynchronous receivers of authorized_user are waited for")
  func asynchronousReceiversAreWaitedFor() async throws {
    try signals.authorizedUser.connectAsync { [journal] _ in
      await Task.yield()
      journal.note("waited")
    }
    _ = try await google.userDetails(signals: signals)
    #expect(journal.entries.last == "waited")
  }
}
