/// Where a resource is on an appliance: names of collections and keys of instances in turn, as in `users/7/tokens/3`.
///
/// The segments are plain text; whatever writes them where a character has a meaning encodes them.
public struct ResourcePath: Hashable, Sendable {
  /// The names and keys, from the outside in.
  public let segments: [String]

  /// Creates a path.
  public init(_ segments: [String]) {
    self.segments = segments
  }

  /// Reads a path as its description is written.
  ///
  /// - Parameter description: Segments with a slash between them, other characters than ASCII letters, digits and
  ///   `-._~` encoded with `%`.
  public init?(_ description: String) {
    guard !description.isEmpty else {
      self.init([])
      return
    }
    var segments: [String] = []
    for part in description.split(separator: "/", omittingEmptySubsequences: false) {
      guard let segment = PercentEncoding.decode(part) else { return nil }
      segments.append(segment)
    }
    self.init(segments)
  }

  /// Whether the path is that of an instance, and not of a collection.
  public var isInstance: Bool { !segments.isEmpty && segments.count.isMultiple(of: 2) }

  /// What the path ends in: the key of an instance, or the name of a collection.
  public var last: String? { segments.last }

  /// The path without its end, `nil` if it has one segment or none.
  public var parent: ResourcePath? { segments.count > 1 ? ResourcePath(segments.dropLast()) : nil }

  /// The path with another segment at its end.
  public func appending(_ segment: String) -> ResourcePath {
    ResourcePath(segments + [segment])
  }

  /// Whether the path is below another one.
  public func isBelow(_ other: ResourcePath) -> Bool {
    segments.count > other.segments.count && segments.starts(with: other.segments)
  }

  /// The path with another beginning, if it is the old beginning or below it; otherwise itself.
  func moved(from old: ResourcePath, to new: ResourcePath) -> ResourcePath {
    self == old || isBelow(old) ? ResourcePath(new.segments + segments.dropFirst(old.segments.count)) : self
  }

  /// Checks that the path can be used.
  ///
  /// - Parameter isInstance: Whether it has to be that of an instance, or that of a collection.
  /// - Throws: ``ResourceError`` if a segment is empty, `.` or `..`, which on the way would turn into another path, or if
  ///   it is the path of something else.
  public func check(isInstance: Bool) throws(ResourceError) {
    for segment in segments where segment.isEmpty || segment == "." || segment == ".." {
      throw ResourceError(
        code: .invalid, path: self, message: "a path must not have the segment '\(segment)', found in '\(self)'")
    }
    guard !segments.isEmpty, self.isInstance == isInstance else {
      let expected = isInstance ? "an instance, such as 'users/7'" : "a collection, such as 'users'"
      throw ResourceError(code: .invalid, path: self, message: "'\(self)' is not the path of \(expected)")
    }
  }
}

extension ResourcePath: CustomStringConvertible, ExpressibleByArrayLiteral {
  /// The segments, encoded, with slashes between them.
  public var description: String {
    segments.map(PercentEncoding.encode).joined(separator: "/")
  }

  /// Creates a path from a literal.
  public init(arrayLiteral elements: String...) {
    self.init(elements)
  }
}
