import ExhibitCore
import ExhibitHooks

/// Is found by its name, as the set-up class of a test module is, and registers what a rig was made with.
final class RigSetup: RunSetup {
  /// What the rig that is being made wants to have done.
  @TaskLocal static var body: (@Sendable (HookEngine) throws -> Void)?

  static func setUp(_ hooks: HookEngine) throws {
    try body?(hooks)
  }
}
