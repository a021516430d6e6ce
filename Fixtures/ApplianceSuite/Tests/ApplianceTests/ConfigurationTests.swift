import ApplianceClient
import Exhibit
import Foundation
import XCTest

final class ConfigurationTests: XCTestCase {
  func testConfigurationIsReturnedAsItWasWritten() async throws {
    let text = "# by hand\nname: 'Bob''s oven'   # with a comment\nzone: \"a\\tb\"\n"
    let server = try startServer(configuration: text)
    let reply = try await keep(server.api.get("/config"), as: .text)
    let details = try await server.api.details()

    XCTAssertEqual(reply.header("Content-Type"), "application/yaml")
    XCTAssertEqual(reply.text, text)
    XCTAssertEqual(details.name, "Bob's oven")
    XCTAssertEqual(details.zone, "a\tb")
    XCTAssertEqual(details.region, "none")
  }

  func testNewConfigurationChangesTheDetails() async throws {
    let server = try startServer()
    try await TestEvidence.current.step("configure") {
      try await server.api.configure("name: fridge\nzone: cellar\nregion: south\n")
    }
    let details = try await keep(server.api.get("/details")).decode(Details.self)

    XCTAssertEqual([details.name, details.zone, details.region], ["fridge", "cellar", "south"])
  }

  func testMalformedLineIsNamedAndChangesNothing() async throws {
    let server = try startServer()
    let before = try await server.api.configuration()
    for (text, message) in [
      ("name: a\nzone\n", "line 2: expected `key: value`, found `zone`"),
      ("\n\nname:a\n", "line 3: expected a space after `name:`"),
      ("name: \"a\n", "line 1: the closing quote is missing"),
      ("name: a\r\n  b: c\r\n", "line 2: a line must not be indented, there are no nested values"),
      ("name: a\nnmae: b\n", "line 2: unknown key `nmae`"),
      ("name: a\nzone: b\nname: c\n", "line 3: `name` is already set in line 1"),
      ("zone: # nothing\n", "line 1: `zone` must not be empty"),
    ] {
      let reply = try await keep(server.api.put("/config", text: text))
      XCTAssertEqual(reply.status, 400)
      XCTAssertEqual(reply.errorMessage, message)
    }
    let after = try await server.api.configuration()
    XCTAssertEqual(after, before)
  }

  func testRenameRewritesTheFile() async throws {
    let server = try startServer()
    try await server.api.rename(to: "a \"quoted\": name #1\n")
    let file = server.folder.configurationFile
    TestEvidence.current.save(file: file, as: "configuration after the rename")

    let text = try String(contentsOf: file, encoding: .utf8)
    XCTAssertEqual(text, "name: \"a \\\"quoted\\\": name #1\\n\"\nzone: default\nregion: none\n")
  }

  func testConfigurationSurvivesARestart() async throws {
    let folder = try makeFolder()
    let evidence = TestEvidence.current
    let first = try evidence.step("first start") { try startServer(in: folder) }
    try await first.api.rename(to: "kettle")
    evidence.step("stop") { first.stop() }
    let second = try evidence.step("second start") { try startServer(in: folder) }
    let name = try await second.api.details().name

    XCTAssertEqual(name, "kettle")
  }

  func testBrokenFilePreventsTheStart() throws {
    let folder = try makeFolder()
    try Data("name: a\nname: b\n".utf8).write(to: folder.configurationFile)

    XCTAssertThrowsError(try startServer(in: folder)) { error in
      let output = "appliance: line 2: `name` is already set in line 1\n"
      XCTAssertEqual(error as? ApplianceStartError, .ended(status: 1, output: output))
    }
  }
}
