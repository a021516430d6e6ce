import ExhibitHooks
import Foundation

/// An event as a JSON object: its name under `event`, and its values under theirs.
enum EventJSON {
  /// What is inside of more arrays and objects is left out: who reads and writes JSON does so on the stack.
  static let depthLimit = 64

  /// Encodes an event.
  static func data(of event: HookEvent) -> Data {
    var object: [String: Any] = [:]
    for values in [event.globals, event.locals] {
      for name in values.names { object[name] = values[named: name].map { json($0, depth: 1) } }
    }
    object["event"] = event.name.rawValue
    guard JSONSerialization.isValidJSONObject(object) else { return Data("{}\n".utf8) }
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return (data ?? Data("{}".utf8)) + Data("\n".utf8)
  }

  /// A value as JSON knows it; of one that JSON does not know, its description.
  private static func json(_ value: Any, depth: Int) -> Any {
    switch value {
    case let value as Bool: value
    case let value as String: value
    case let value as any BinaryInteger: number(value)
    case let value as any BinaryFloatingPoint: number(value)
    case let value as Duration: value / .seconds(1)
    case let value as Data: value.base64EncodedString()
    case let value as [UInt8]: Data(value).base64EncodedString()
    case let value as [Any]: depth < depthLimit ? value.map { json($0, depth: depth + 1) } : "…"
    case let value as [String: Any]: depth < depthLimit ? value.mapValues { json($0, depth: depth + 1) } : "…"
    case let value as any RawRepresentable<String>: value.rawValue
    default: "\(value)"
    }
  }

  /// An integer as JSON has it, unless it has more than 64 bits.
  private static func number<Value: BinaryInteger>(_ value: Value) -> Any {
    if let number = Int64(exactly: value) { return number }
    if let number = UInt64(exactly: value) { return number }
    return "\(value)"
  }

  /// A number as JSON has it, with the digits that its own type shows; JSON knows no infinity.
  private static func number<Value: BinaryFloatingPoint>(_ value: Value) -> Any {
    guard value.isFinite, let number = Double("\(value)"), number.isFinite else { return "\(value)" }
    return number
  }
}
