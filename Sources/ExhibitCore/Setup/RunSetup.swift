public import ExhibitHooks

/// The place where a test module registers plugins, callbacks and appliances.
///
/// A class named `ExhibitSetup` that conforms is found by its name in every module that has tests in the process, and run
/// once before the first of them. Nothing has to refer to it. With a filter, or with a process for each test, modules
/// without a test in the process are not known: what tests of several modules need goes into a class that the key `setup`
/// of the configuration names, or is named there as a plugin by its class.
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
