public import ExhibitHooks

/// The place where a test module registers plugins, callbacks and appliances.
///
/// A class named `ExhibitSetup` that conforms is found in every test module by its name, and run once before the first
/// test of the process. Nothing has to refer to it.
///
/// ```swift
/// final class ExhibitSetup: RunSetup {
///   static func setUp(_ hooks: HookEngine) throws {
///     hooks.register(AuditPlugin.self)
///   }
/// }
/// ```
public protocol RunSetup: AnyObject {
  /// Registers what the tests of the module need.
  ///
  /// - Parameter hooks: The engine at which Exhibit's events are fired.
  /// - Throws: Anything; it is reported, and the tests run all the same.
  static func setUp(_ hooks: HookEngine) throws
}
