/// A type whose instances act on hook events.
///
/// ```swift
/// final class AuditPlugin: Plugin {
///   struct Options: Decodable, Sendable { var level: Int? }
///   static let name = "audit"
///   init(ident: String, options: Options) {}
///   func register(in hooks: inout PluginHooks) {
///     hooks.on(.finishTest) { event in print(try event[.testName]) }
///   }
/// }
/// ```
public protocol Plugin: Sendable {
  /// What the configuration can say about an instance.
  ///
  /// Make what may be left out optional: the decoding that the compiler synthesises asks for every other key, also for
  /// those with a default value.
  associatedtype Options: Decodable & Sendable = NoOptions

  /// The name by which a configuration asks for the plugin.
  static var name: String { get }

  /// Creates an instance.
  ///
  /// - Parameters:
  ///   - ident: The instance's own name, the key under `plugins` in the configuration.
  ///   - options: What stands beside `plugin` and `enabled` there.
  /// - Throws: Anything that keeps the instance from working; it is reported, and the tests go on without it.
  init(ident: String, options: Options) throws

  /// Says which events the instance acts on.
  func register(in hooks: inout PluginHooks)
}

/// The options of a plugin that has none.
public struct NoOptions: Decodable, Sendable {
  /// Creates them.
  public init() {}
}
