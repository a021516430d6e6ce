import CExhibitRecord

/// What stays the same about a test from run to run: its id without file, line and column, and the case of a
/// parameterised test.
///
/// Two keys are the same if these two have the same bytes; the other members follow from the id.
package struct TestKey: Hashable, Sendable, CustomStringConvertible {
  /// The key as one string, `Module.Class/method` for XCTest.
  package let id: String

  /// The module that holds the test.
  package let module: String

  /// The types around the test, from the outermost in.
  package let suites: [String]

  /// The function's name.
  package let name: String

  /// The case of a parameterised test.
  package let testCase: String?

  /// Whether the id has a form that a test framework writes, so that its parts tell it apart from other such ids.
  let isRegular: Bool

  /// The key of an XCTest method.
  ///
  /// Names that may hold a separator are read from the id that they make together.
  package init(module: String, suites: [String], name: String) {
    let id = ([module] + suites).joined(separator: ".") + "/" + name
    guard Self.isPlain(module), Self.isPlain(name), suites.allSatisfy(Self.isPlain) else {
      self.init(id: id)
      return
    }
    self.init(id: id, module: module, suites: suites, name: name)
  }

  private init(id: String, module: String, suites: [String], name: String) {
    self.id = id
    self.module = module
    self.suites = suites
    self.name = name
    testCase = nil
    isRegular = !suites.isEmpty
  }

  /// Reads a test id: XCTest's `Module.Outer.Inner/method` or Swift Testing's
  /// `Module.Outer/Inner/function()/File.swift:4:2`, whose last part is dropped.
  ///
  /// Every string is a key; one without separators is a name in a module without a name.
  package init(id: String, testCase: String? = nil) {
    var parts = Self.split(id, at: "/")
    if parts.count > 1, let last = parts.last, Self.isSourceLocation(last) { parts.removeLast() }
    self.testCase = testCase
    self.id = parts.joined(separator: "/")
    guard parts.count > 1 else {
      (module, suites, name, isRegular) = ("", [], self.id, false)
      return
    }
    name = parts.removeLast()
    var path = Self.split(parts.removeFirst(), at: ".")
    module = path.removeFirst()
    suites = path + parts
    isRegular = name.hasSuffix(")") ? path.count == 1 || suites.isEmpty : parts.isEmpty && !path.isEmpty
  }

  /// Whether two keys have the same bytes.
  package static func == (lhs: TestKey, rhs: TestKey) -> Bool {
    guard lhs.id.isIdentical(to: rhs.id) else { return false }
    guard let left = lhs.testCase, let right = rhs.testCase else { return lhs.testCase == nil && rhs.testCase == nil }
    return left.isIdentical(to: right)
  }

  /// Feeds the id and the case.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    if let testCase { hasher.combine(testCase) }
  }

  /// The key, with the case if there is one.
  package var description: String {
    testCase.map { "\(id)[\($0)]" } ?? id
  }

  /// Module and types joined by `/`, the value of `test_location`.
  package var location: String {
    suites.isEmpty ? module : module + "/" + suites.joined(separator: "/")
  }

  private static func isPlain(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { exhibit_is_plain_name($0.baseAddress, $0.count, $0.count) }
    }
  }

  /// Splits outside of backticks, which enclose raw identifiers that may hold any character.
  private static func split(_ text: String, at separator: Character) -> [String] {
    guard text.contains("`") else {
      return text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
    var parts = [""]
    var isQuoted = false
    for character in text {
      if character == "`" { isQuoted.toggle() }
      if character == separator, !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  /// Whether a part of an id is `File.swift:line:column`.
  private static func isSourceLocation(_ part: String) -> Bool {
    let fields = part.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0].hasSuffix(".swift") else { return false }
    return Int(fields[1]) != nil && Int(fields[2]) != nil
  }
}
