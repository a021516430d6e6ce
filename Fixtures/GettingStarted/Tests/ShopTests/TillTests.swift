import Exhibit
import Foundation
import Testing

@Suite struct TillTests {
  @Test func greetingFollowsTheName() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("till-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    let till = Till(id: "till-1", file: file)
    try till.rename("Till 1")
    #expect(try till.get(Till.greeting) == "Welcome to Till 1")
    try till.rename("Till 2")
    #expect(try till.get(Till.greeting) == "Welcome to Till 2")
  }
}
