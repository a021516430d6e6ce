/// Options of which the configuration may leave out each: what it does not say has the value of `init()`.
///
/// ```swift
/// struct Options: PluginOptions { var level = 1 }
/// ```
/// The decoding that the compiler synthesises alone would ask for the key `level`.
public protocol PluginOptions: Decodable, Sendable {
  /// Creates the options that are in force without a configuration.
  init()
}

extension PluginOptions {
  /// The default values by the names of the properties.
  package static var defaults: [String: Any] {
    var defaults: [String: Any] = [:]
    for case (let label?, let value) in Mirror(reflecting: Self()).children { defaults[label] = value }
    return defaults
  }
}

/// The options of a plugin that has none.
public struct NoOptions: PluginOptions {
  private enum CodingKeys: CodingKey {}

  /// Creates them.
  public init() {}

  /// Decodes nothing, but looks, so that a key that stands there is found to be unknown.
  public init(from decoder: any Decoder) throws {
    _ = try decoder.container(keyedBy: CodingKeys.self)
  }
}
