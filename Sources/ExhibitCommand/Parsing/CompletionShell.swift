/// A shell that can complete the command.
enum CompletionShell: String, CaseIterable, Sendable {
  case bash
  case zsh
  case fish

  /// Returns the script that makes the shell complete a command.
  func script(command: String, verbs: [VerbShape]) -> String {
    switch self {
    case .bash: BashCompletion(command: command, verbs: verbs).script
    case .zsh: ZshCompletion(command: command, verbs: verbs).script
    case .fish: FishCompletion(command: command, verbs: verbs).script
    }
  }
}
