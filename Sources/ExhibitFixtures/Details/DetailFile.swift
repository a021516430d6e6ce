/// A file on whose content a detail depends: it is stale as soon as the content is another.
///
/// A read looks at the file's size and times, and reads it if those have changed.
public struct DetailFile<Owner: Appliance>: Sendable {
  let path: @Sendable (Owner) -> String?

  /// One file for all appliances.
  public static func at(_ path: String) -> DetailFile { DetailFile(path: { _ in path }) }

  /// A file of each appliance.
  ///
  /// - Parameter path: Its path, asked for once; `nil` if the appliance has no such file.
  /// - Returns: What depends on it.
  public static func of(_ path: @escaping @Sendable (Owner) -> String?) -> DetailFile { DetailFile(path: path) }
}
