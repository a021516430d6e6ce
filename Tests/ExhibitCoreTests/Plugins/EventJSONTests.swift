import ExhibitHooks
import ExhibitSupport
import Foundation
import Testing

@testable import ExhibitCore

@Suite struct EventJSONTests {
  /// Encodes an event with values, and reads it.
  private func object(_ values: HookValues) throws -> [String: Any] {
    let engine = HookEngine()
    let found = Locked(Data())
    engine.before("event", named: "a") { event, _ in
      let data = EventJSON.data(of: event)
      found.withLock { $0 = data }
    }
    engine.fire("event", values)
    let data = found.withLock { $0 }
    #expect(data.last == UInt8(ascii: "\n"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// How a value is written.
  private func text(_ value: any Sendable) throws -> String {
    var values = HookValues()
    values[named: "value"] = value
    let object = try object(values)
    let data = try JSONSerialization.data(
      withJSONObject: try #require(object["value"]), options: [.fragmentsAllowed, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }

  @Test func numbersAreNumbers() throws {
    #expect(try text(7) == "7")
    #expect(try text(Int8(-7)) == "-7")
    #expect(try text(Int64.min) == "-9223372036854775808")
    #expect(try text(UInt64.max) == "18446744073709551615")
    #expect(try text(Float(0.1)) == "0.1")
    #expect(try text(0.5) == "0.5")
    #expect(try text(true) == "true")
    #expect(try text([UInt16(1), 2]) == "[1,2]")
    #expect(try text(Double.infinity) == "\"inf\"")
  }

  @Test func whatIsTooDeepIsCutOff() throws {
    var (list, dictionary): (any Sendable, any Sendable) = (1, 1)
    for _ in 0..<5000 {
      list = [list]
      dictionary = ["in": dictionary] as [String: any Sendable]
    }
    var object: Any? = try object(["list": list, "dictionary": dictionary])["dictionary"]
    var depth = 0
    while let members = object as? [String: Any] {
      object = members["in"]
      depth += 1
    }
    #expect(depth == EventJSON.depthLimit - 1 && object as? String == "…")
  }
}
