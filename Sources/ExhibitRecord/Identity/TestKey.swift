import CExhibitRecord

/// What stays the same about a test from run to run: its id without file, line and column, and the case of a
/// parameterised test.
///
/// Two keys are the same if these two have the same bytes; the other members follow from the id.
package struct TestKey: Hashable, Sendable, CustomStringConvertible {
  /// What a key is made of, in one object: a key is copied many times in every test, and each string in it would count.
  private final class Parts: Sendable {
    let id: String
    let module: String
    let suites: [String]
    let name: String
    let testCase: String?
    let isRegular: Bool
    /// The class that the key was made from, if it was.
    let suite: Suite?
    /// The id for the record's hot path, which is C.
    let text: exhibit_text

    init(
      id: String, module: String, suites: [String], name: String, testCase: String?, isRegular: Bool,
      suite: Suite? = nil
    ) {
      self.id = id
      self.module = module
      self.suites = suites
      self.name = name
      self.testCase = testCase
      self.isRegular = isRegular
      self.suite = suite
      text = exhibit_text_copy(id, id.utf8.count)
    }

    deinit {
      exhibit_text_free(text)
    }
  }

  private let parts: Parts

  /// The key as one string, `Module.Class/method` for XCTest.
  package var id: String { parts.id }

  /// The id, as long as the key is there.
  var text: exhibit_text { parts.text }

  /// The parts of a plain key as C takes them, as long as the key is there.
  struct PlainTexts {
    let name: exhibit_text
    let module: exhibit_text
    /// The types, joined by dots.
    let suite: exhibit_text
    let location: exhibit_text
  }

  /// The parts of the key of a method, if they hold letters, digits and `_` only.
  var plainTexts: PlainTexts? {
    guard let suite = parts.suite, let bytes = text.bytes else { return nil }
    let (prefix, module) = (suite.prefixCount, suite.moduleCount)
    return PlainTexts(
      name: exhibit_text(bytes: bytes + prefix, count: text.count - prefix),
      module: exhibit_text(bytes: bytes, count: module),
      suite: exhibit_text(bytes: bytes + module + 1, count: max(0, prefix - module - 2)), location: suite.locationText)
  }

  /// The name, as long as the key is there, if its directory is called like it whatever else there is.
  var plainFileName: exhibit_text? {
    guard isRegular, testCase == nil, let bytes = text.bytes, parts.suite != nil || Self.isPlain(name) else {
      return nil
    }
    let count = name.utf8.count
    // Shorter ones might be the names of devices on some systems, longer ones are too long for some.
    guard count > 4, count <= PathComponent.limit else { return nil }
    return exhibit_text(bytes: bytes + (text.count - count), count: count)
  }

  /// The module that holds the test.
  package var module: String { parts.module }

  /// The types around the test, from the outermost in.
  package var suites: [String] { parts.suites }

  /// The function's name.
  package var name: String { parts.name }

  /// The case of a parameterised test.
  package var testCase: String? { parts.testCase }

  /// Whether the id has a form that a test framework writes, so that its parts tell it apart from other such ids.
  var isRegular: Bool { parts.isRegular }

  /// The class of XCTest methods, taken apart once for all of them.
  package final class Suite: Sendable {
    let module: String
    let suites: [String]
    /// What the ids begin with.
    let prefix: String
    fileprivate let prefixCount: Int
    let moduleCount: Int
    fileprivate let location: String
    let isPlain: Bool
    /// The location for the log's hot path, which is C.
    let locationText: exhibit_text

    /// Names a class by its module and the types around it, itself the last of them.
    package init(module: String, suites: [String]) {
      self.module = module
      self.suites = suites
      prefix = ([module] + suites).joined(separator: ".") + "/"
      prefixCount = prefix.utf8.count
      moduleCount = module.utf8.count
      location = TestKey.location(module, suites)
      locationText = exhibit_text_copy(location, location.utf8.count)
      isPlain = TestKey.isPlain(module) && suites.allSatisfy(TestKey.isPlain)
    }

    deinit {
      exhibit_text_free(locationText)
    }
  }

  /// The key of an XCTest method.
  ///
  /// Names that may hold a separator are read from the id that they make together.
  package init(module: String, suites: [String], name: String) {
    self.init(suite: Suite(module: module, suites: suites), name: name)
  }

  /// The key of a method of a class.
  package init(suite: Suite, name: String) {
    let id = suite.prefix + name
    guard suite.isPlain, Self.isPlain(name) else {
      self.init(id: id)
      return
    }
    self.init(
      parts: Parts(
        id: id, module: suite.module, suites: suite.suites, name: name, testCase: nil,
        isRegular: !suite.suites.isEmpty, suite: suite))
  }

  private init(parts: Parts) {
    self.parts = parts
  }

  /// Reads a test id: XCTest's `Module.Outer.Inner/method` or Swift Testing's
  /// `Module.Outer/Inner/function()/File.swift:4:2`, whose last part is dropped.
  ///
  /// Every string is a key; one without separators is a name in a module without a name.
  package init(id: String, testCase: String? = nil) {
    var rest = Self.split(id, at: "/")
    if rest.count > 1, let last = rest.last, Self.isSourceLocation(last) { rest.removeLast() }
    let id = rest.joined(separator: "/")
    guard rest.count > 1 else {
      parts = Parts(id: id, module: "", suites: [], name: id, testCase: testCase, isRegular: false)
      return
    }
    let name = rest.removeLast()
    var path = Self.split(rest.removeFirst(), at: ".")
    let module = path.removeFirst()
    let isRegular = name.hasSuffix(")") ? path.count == 1 || (path + rest).isEmpty : rest.isEmpty && !path.isEmpty
    parts = Parts(
      id: id, module: module, suites: path + rest, name: name, testCase: testCase, isRegular: isRegular)
  }

  /// Whether two keys have the same bytes.
  package static func == (lhs: TestKey, rhs: TestKey) -> Bool {
    if lhs.parts === rhs.parts { return true }
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
    parts.suite?.location ?? Self.location(module, suites)
  }

  /// Whether another test is known to be of the same types in the same module.
  func sharesSuite(with other: TestKey) -> Bool {
    parts.suite.map { $0 === other.parts.suite } ?? false
  }

  private static func location(_ module: String, _ suites: [String]) -> String {
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
