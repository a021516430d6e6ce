import Exhibit

final class ExhibitSetup: RunSetup {
  static func setUp(_ hooks: HookEngine) {
    hooks.register(TestPlugin.self)
  }
}
