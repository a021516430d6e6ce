import XCTest

/// Why a test was skipped.
struct Skip: Equatable {
  let reason: String?
  let file: String?
  let line: Int?
}

/// Finds out why a test was skipped.
///
/// No observer is told. swift-corelibs-xctest keeps the `XCTSkip` in a private stored property of `XCTestCase` called
/// `skip`; a mirror of that class, and of no subclass (whose properties another thread may be writing), shows it. Where
/// that property does not exist the reason stays unknown.
enum SkipReader {
  static func skip(of testCase: XCTestCase) -> Skip? {
    var mirror: Mirror? = Mirror(reflecting: testCase)
    while let current = mirror, current.subjectType != XCTestCase.self { mirror = current.superclassMirror }
    return mirror.flatMap(skip(in:))
  }

  /// Finds the skip among the properties of `XCTestCase`, or `nil` where this version of XCTest keeps it elsewhere.
  static func skip(in properties: Mirror) -> Skip? {
    guard let property = properties.children.first(where: { $0.label == "skip" }) else { return nil }
    guard let skip = unwrapped(property.value) as? XCTSkip else { return nil }
    let location = Mirror(reflecting: skip).children.first { $0.label == "sourceLocation" }?.value
    return Skip(reason: reason(of: skip), file: member("file", of: location), line: line(of: location))
  }

  /// XCTest shows `summary - message` on its console, the summary only where a condition was tested.
  private static func reason(of skip: XCTSkip) -> String? {
    let explanation = Mirror(reflecting: skip).children.first { $0.label == "explanation" }?.value
    let parts = [explanation.flatMap { unwrapped($0) as? String }, skip.message].compactMap { $0 }.filter {
      !$0.isEmpty
    }
    return parts.isEmpty ? nil : parts.joined(separator: " - ")
  }

  /// XCTest counts lines in `UInt`.
  private static func line(of location: Any?) -> Int? {
    let line: UInt? = member("line", of: location)
    return line.map { Int($0) }
  }

  private static func member<Value>(_ label: String, of value: Any?) -> Value? {
    guard let value = value.flatMap(unwrapped) else { return nil }
    return Mirror(reflecting: value).children.first { $0.label == label }?.value as? Value
  }

  /// What an optional that hides in an `Any` holds.
  private static func unwrapped(_ value: Any) -> Any? {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional ? mirror.children.first?.value : value
  }
}
