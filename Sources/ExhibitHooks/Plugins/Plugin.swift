/// A type whose instances act on hook events.
///
/// ```swift
/// final class AuditPlugin: Plugin {
///   struct Options: PluginOptions { var level = 1 }
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
  /// Options that conform to ``PluginOptions`` may leave keys out that have a default value; others may leave out what
  /// is optional.
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
