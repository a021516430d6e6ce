import ApplianceClient
import Exhibit
import XCTest

final class TokenTests: ApplianceTestCase {
  func testTokensBelongToTheirUser() async throws {
    let (anna, ben) = try await (api.createUser("anna"), api.createUser("ben"))
    let tokens = try await TestEvidence.current.step("create tokens") {
      [
        try await api.createToken("backup", for: anna),
        try await api.createToken("report", for: anna),
      ]
    }
    let ofAnna = try await keep(api.get("/users/\(anna.id)/tokens")).decode([Token].self)
    let ofBen = try await keep(api.get("/users/\(ben.id)/tokens")).decode([Token].self)

    XCTAssertEqual(ofAnna, tokens)
    XCTAssertNotEqual(tokens.first?.secret, tokens.last?.secret)
    XCTAssertEqual(ofBen, [])
  }

  func testTokensGoWithTheirUser() async throws {
    let user = try await api.createUser("carl")
    _ = try await api.createToken("backup", for: user)
    _ = try await api.delete("/users/\(user.id)")
    let list = try await keep(api.get("/users/\(user.id)/tokens"))
    let create = try await keep(api.post("/users/\(user.id)/tokens", json: ["label": "late"]))

    XCTAssertEqual([list.status, create.status], [404, 404])
  }
}
