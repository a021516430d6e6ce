import ApplianceClient
import Exhibit
import ExhibitHTTP
import XCTest

/// Users as resources: what a test creates is deleted when it ends, and signals tell of it.
final class UserResourceTests: XCTestCase {
  func testUsersGoWithTheTest() async throws {
    let appliance = try startAppliance()
    let anna = try await appliance.users.create(["name": "anna", "role": "admin"])
    let ben = try await appliance.users.create(["name": "ben"])
    let users = try await appliance.users.list()

    XCTAssertEqual(users, [anna, ben])
    XCTAssertEqual(anna.role, "admin")
  }

  func testChangeTellsTheFields() async throws {
    let appliance = try startAppliance()
    let user = try await appliance.users.create(["name": "carl"])
    let sent = try await Signals.updateInstance.did.recording(from: .type(User.self)) {
      _ = try await appliance.users.update(user, ["name": "carl", "role": "guest"])
    }
    let fields = try XCTUnwrap(sent.first).payload.updatedFields

    XCTAssertEqual(Array(fields.keys), ["role"])
    XCTAssertEqual(fields["role"]?.from as? String, "member")
    XCTAssertEqual(fields["role"]?.to as? String, "guest")
  }

  func testTokensAreBelowTheirUser() async throws {
    let appliance = try startAppliance()
    let user = try await appliance.users.create(["name": "dora"])
    let tokens = appliance.users.nested(Token.self, in: user)
    // The server deletes tokens only with their user.
    let token = try await tokens.create(["label": "backup"], until: nil)
    let listed = try await tokens.list()

    XCTAssertEqual("\(tokens.path)", "users/\(user.id)/tokens")
    XCTAssertEqual(listed, [token])
  }

  func testFormsWorkToo() async throws {
    let appliance = try startAppliance()
    let provider = HTTPProvider(name: "forms", service: appliance.service, form: .form, isLasting: false)
    let users = ResourceCollection(of: User.self, by: provider, on: appliance.id)
    let user = try await users.create(["name": "Erika & Söhne = 100%+"])

    XCTAssertEqual(user.name, "Erika & Söhne = 100%+")
  }

  func testErrorsSayWhatTheServerSaid() async throws {
    let appliance = try startAppliance()
    let user = try await appliance.users.create(["name": "frida"])
    do {
      _ = try await appliance.users.create(["name": "frida"])
      XCTFail("the name was taken")
    } catch let error as ResourceError {
      TestEvidence.current.log("\(error)")
      XCTAssertEqual(error.code, .conflict)
      XCTAssertEqual(
        error.message,
        """
        POST \(appliance.id)/users was answered with 409: \
        {"error":"user \(user.id) is already called `frida`"}
        """)
    }
  }
}
