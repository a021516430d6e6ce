import ExhibitRecord
import ExhibitSupport
import XCTest

extension XCTestCase {
  /// The test's key; XCTest's own name lacks the module.
  var exhibitKey: TestKey {
    let type = type(of: self)
    let path = ClassPaths.shared.path(of: type)
    return TestKey(module: path.first ?? "", suites: Array(path.dropFirst()), name: method)
  }

  /// The method's name: `name` is `Class.method` on Linux and `-[Module.Class method]` on Apple systems.
  private var method: String {
    let name = name
    if name.hasPrefix("-["), name.hasSuffix("]"), let space = name.lastIndex(of: " ") {
      return String(name[name.index(after: space)...].dropLast())
    }
    guard let dot = name.lastIndex(of: ".") else { return name }
    return String(name[name.index(after: dot)...])
  }
}

/// The names of test classes, from the module in.
///
/// Asking the runtime takes a microsecond, for each test anew.
private final class ClassPaths: Sendable {
  static let shared = ClassPaths()

  private let paths = Locked<[ObjectIdentifier: [String]]>([:])

  func path(of type: XCTestCase.Type) -> [String] {
    paths.withLock { paths in
      if let path = paths[ObjectIdentifier(type)] { return path }
      let path = String(reflecting: type).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      paths[ObjectIdentifier(type)] = path
      return path
    }
  }
}
