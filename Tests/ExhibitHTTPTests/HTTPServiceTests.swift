import ExhibitFixtures
import ExhibitHTTP
import ExhibitSupport
import Foundation
import TestSupport
import Testing

/// Requests to a real server, and how what goes wrong is told.
@Suite struct HTTPServiceTests {
  private func failure(_ body: () async throws -> Void) async throws -> ResourceError {
    try #require(await #expect(throws: ResourceError.self) { try await body() })
  }

  @Test(arguments: [Duration.seconds(Int64.max), .seconds(Int64.min), .seconds(1 << 40)])
  func anyTimeoutCanBeGiven(timeout: Duration) async throws {
    try await ScriptedServer { _ in .reply(200, "1") }.use { server, _ in
      let service = HTTPService(try server.url(), timeout: timeout)
      if timeout > .zero {
        #expect(try await service.text(at: ["a"]) == "1")
      } else {
        _ = try? await service.text(at: ["a"])
      }
    }
  }

  @Test func requestCarriesWhatItShould() async throws {
    try await ScriptedServer { _ in .reply(200, #"{"name": "a"}"#) }.use { server, _ in
      let service = HTTPService(try server.url("/api/"), headers: ["Authorization": "Bearer t"])
      let reply = try await service.send("PATCH", ["users", "a b/c?d#e%", "é"], .json(["z": 1, "a": [nil, "x/y"]]))
      #expect(reply.isSuccess)
      #expect(try reply.decode([String: String].self) == ["name": "a"])
      let request = try #require(server.requests.first)
      #expect(request.line == "PATCH /api/users/a%20b%2Fc%3Fd%23e%25/%C3%A9")
      #expect(request.headers["authorization"] == "Bearer t")
      #expect(request.headers["content-type"] == "application/json")
      #expect(request.headers["accept"] == "application/json")
      #expect(request.body == #"{"a":[null,"x/y"],"z":1}"#)
    }
  }

  @Test func valuesAndTextsAreRead() async throws {
    try await ScriptedServer { $0.path == "/n" ? .reply(200, "[1,2]") : .reply(200, "plain") }.use { server, _ in
      let service = HTTPService(try server.url())
      #expect(try await service.value([Int].self, at: ["n"]) == [1, 2])
      #expect(try await service.text(at: []) == "plain")
      let error = try await failure { _ = try await service.value(Int.self, at: ["t"]) }
      #expect(error.code == .unexpected)
      #expect(try error.message == "GET \(server.url())/t was answered with 200 and no Int: plain")
    }
  }

  @Test(
    arguments: [
      (404, .notFound), (410, .notFound), (409, .conflict), (412, .conflict), (401, .unauthorized),
      (403, .unauthorized),
      (408, .timedOut), (504, .timedOut), (400, .invalid), (422, .invalid), (500, .failed), (503, .failed),
      (302, .unexpected),
    ] as [(Int, ResourceError.Code)])
  func statusBecomesAnError(status: Int, code: ResourceError.Code) async throws {
    try await ScriptedServer { _ in .reply(status, #"{"error": "no\#u{1B}[31m"}"#) }.use { server, _ in
      let error = try await failure {
        try await HTTPService(try server.url()).send("DELETE", ["users", "7"]).expectSuccess()
      }
      #expect(error.code == code)
      #expect(error.path == ["users", "7"])
      let message = try "DELETE \(server.url())/users/7 was answered with \(status)"
      // Of a redirection that leads nowhere the session hands on no content.
      #expect(error.message == message + (status == 302 ? "" : #": {"error": "no\u{1B}[31m"}"#))
    }
  }

  @Test func longBodyIsCutBetweenWords() async throws {
    let words = Array(repeating: "word5", count: 200).joined(separator: "\n")
    try await ScriptedServer { _ in .reply(500, words) }.use { server, _ in
      let error = try await failure { _ = try await HTTPService(try server.url()).text(at: []) }
      #expect(error.message.hasSuffix("word5 word5 …"))
      #expect(error.message.count < 400)
    }
  }

  /// Its beginning would be no secret that redaction knows.
  @Test func secretIsNotCutApart() async throws {
    let secret = String(repeating: "s3cret", count: 10)
    for start in [0, 1, 250, 295, 299, 300, 301] {
      let body = String(repeating: "x", count: start) + " " + secret + " tail" + String(repeating: " y", count: 200)
      try await ScriptedServer { _ in .reply(500, body) }.use { server, _ in
        let error = try await failure { _ = try await HTTPService(try server.url()).text(at: []) }
        let parts = error.message.components(separatedBy: secret)
        #expect(!parts.joined().contains("s3c"), "\(start): \(error.message)")
      }
    }
    try await ScriptedServer { _ in .reply(500, String(repeating: "z", count: 5000)) }.use { server, _ in
      let error = try await failure { _ = try await HTTPService(try server.url()).text(at: []) }
      #expect(error.message.hasSuffix("was answered with 500: (5000 bytes)"))
    }
  }

  @Test func secretsAreTakenOutBeforeTheCut() async throws {
    let store = FixtureStore()
    var surroundings = FixtureSurroundings()
    surroundings.redact = { $0.replacing("two words", with: "[redacted]") }
    store.surroundings = surroundings
    let body = String(repeating: "a ", count: 147) + "two words" + String(repeating: " b", count: 200)
    try await ScriptedServer { _ in .reply(500, body) }.use { server, _ in
      let error = try await failure {
        try await FixtureStore.$scoped.withValue(store) { _ = try await HTTPService(try server.url()).text(at: []) }
      }
      #expect(!error.message.contains("two"))
    }
  }

  @Test func addressInErrorsHasNoSecrets() async throws {
    try await ScriptedServer { _ in .reply(500) }.use { server, _ in
      let url = try server.url("/x?token=abc&page=2", user: "anna:hunter2@")
      let error = try await failure { _ = try await HTTPService(url).text(at: ["y"]) }
      #expect(try error.message == "GET \(server.url())/x/y?token=...&page=... was answered with 500")
    }
  }

  @Test func silenceIsATimeout() async throws {
    for answer in [ScriptedServer.Answer.silence, .half("{")] {
      try await ScriptedServer { _ in answer }.use { server, _ in
        let service = HTTPService(try server.url(), timeout: .milliseconds(200))
        let error = try await failure { _ = try await service.text(at: ["slow"]) }
        #expect(error.code == .timedOut)
        #expect(try error.message == "GET \(server.url())/slow was not answered within 0.2 s")
      }
    }
  }

  @Test func brokenConnectionIsUnreachable() async throws {
    let url = try await ScriptedServer { _ in .nothing }.use { server, _ in
      let url = try server.url()
      let error = try await failure { _ = try await HTTPService(url).text(at: ["x"]) }
      #expect(error.code == .unreachable)
      #expect(error.message.hasPrefix("GET \(url)/x failed: "))
      return url
    }
    let error = try await failure { _ = try await HTTPService(url).text(at: ["x"]) }
    #expect(error.code == .unreachable)
  }

  @Test func cancellationEndsTheRequest() async throws {
    let started = AsyncStream.makeStream(of: Void.self)
    try await ScriptedServer { _ in
      started.continuation.yield()
      return .silence
    }.use { server, _ in
      let service = HTTPService(try server.url())
      let task = Task { try await service.text(at: ["slow"]) }
      for await _ in started.stream { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://host/", "relative/path"])
  func otherAddressesAreRefused(address: String) async throws {
    let url = try #require(URL(string: address))
    #expect(try await failure { _ = try await HTTPService(url).text(at: ["x"]) }.code == .invalid)
  }

  /// Whatever is in the segments, the server gets them as they were, below the base.
  @Test func segmentsArriveAsTheyWere() async throws {
    try await ScriptedServer { _ in .reply(200) }.use { server, _ in
      let service = HTTPService(try server.url("/base"))
      var generator = SeededGenerator(seed: 7)
      for _ in 0..<60 {
        let path = ResourcePath([HostileText.random(using: &generator), HostileText.random(using: &generator)])
        guard (try? path.check(isInstance: true)) != nil, "\(path)".utf8.count < 4000 else { continue }
        _ = try await service.send("GET", path)
        let sent = try #require(server.requests.last?.path)
        #expect(sent.hasPrefix("/base/"))
        let read = try #require(ResourcePath(String(sent.dropFirst("/base/".count))))
        #expect(read.segments.map { Array($0.utf8) } == path.segments.map { Array($0.utf8) })
      }
      #expect(server.requests.count > 30)
    }
  }
}
