import ExhibitHooks
import Foundation

/// An event as a JSON object: its name under `event`, and its values under theirs.
enum EventJSON {
  /// Encodes an event.
  static func data(of event: HookEvent) -> Data {
    var object: [String: Any] = [:]
    for values in [event.globals, event.locals] {
      for name in values.names { object[name] = values[named: name].map(json) }
    }
    object["event"] = event.name.rawValue
    guard JSONSerialization.isValidJSONObject(object) else { return Data("{}\n".utf8) }
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return (data ?? Data("{}".utf8)) + Data("\n".utf8)
  }

  /// A value as JSON knows it; of one that JSON does not know, its description.
  private static func json(_ value: Any) -> Any {
    switch value {
    case let value as Bool: value
    case let value as String: value
    case let value as Int: value
    case let value as Double where value.isFinite: value
    case let value as Duration: value / .seconds(1)
    case let value as Data: value.base64EncodedString()
    case let value as [UInt8]: Data(value).base64EncodedString()
    case let value as [Any]: value.map(json)
    case let value as [String: Any]: value.mapValues(json)
    case let value as any RawRepresentable<String>: value.rawValue
    default: "\(value)"
    }
  }
}
