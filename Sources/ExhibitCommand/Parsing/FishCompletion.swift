/// Writes the script that makes fish complete a command.
struct FishCompletion {
  /// The name of the command, as users type it.
  let command: String
  /// Every verb of the command.
  let verbs: [VerbShape]

  /// The script.
  var script: String {
    let head = """
      # Completes \(command) in fish. To load it now:
      #   \(command) completions fish | source
      # and in every new shell:
      #   \(command) completions fish > ~/.config/fish/completions/\(command).fish

      # Succeeds if the verb is the given one; without one, if there is no verb yet.
      function _\(function)_verb_is
        set -l words (commandline -opc)
        if test (count $argv) -eq 0
          test (count $words) -lt 2
        else
          test (count $words) -gt 1; and test "$words[2]" = "$argv[1]"
        end
      end

      # Offers the words as elements of a comma-separated list.
      function _\(function)_list
        set -l head (string match -r '^(?:--[^=]*=)?(.*,)?' -- (commandline -ct))[2]
        for word in $argv
          contains -- $word (string split , -- "$head"); or printf '%s%s\\n' "$head" $word
        end
      end

      complete -c \(command) -f
      """
    let verbless = [ParameterShape.help, .version].map { option("", $0) }
    let names = verbs.map { line("", "-a \(ShellText.fishQuoted($0.name))", $0.abstract) }
    return ([head] + verbless + names + verbs.flatMap(lines)).joined(separator: "\n")
  }

  /// The prefix of the functions.
  private var function: String { ShellText.functionName(for: command) }

  /// Returns the lines that complete the arguments of a verb.
  private func lines(for verb: VerbShape) -> [String] {
    // fish does not count arguments; it offers what any of them may be.
    let arguments = verb.arguments.filter { $0.value?.completion != .nothing }.map { argument in
      line(verb.name, action(for: argument), argument.help)
    }
    return (verb.options + [.help]).map { option(verb.name, $0) } + arguments
  }

  /// Returns the line that completes a flag or an option.
  private func option(_ verb: String, _ option: ParameterShape) -> String {
    let short = option.short.map { "-s \($0) " } ?? ""
    return line(verb, short + "-l \(option.name)" + value(of: option), option.help)
  }

  /// Returns one call of `complete`.
  private func line(_ verb: String, _ specification: String, _ description: String) -> String {
    let condition = ShellText.fishQuoted("_\(function)_verb_is" + (verb.isEmpty ? "" : " \(verb)"))
    return "complete -c \(command) -n \(condition) \(specification) -d \(ShellText.fishQuoted(description))"
  }

  /// Returns the part of a specification that says what follows an option.
  private func value(of option: ParameterShape) -> String {
    if option.role == .flag { return "" }
    let action = action(for: option)
    return action.isEmpty ? " -x" : action.hasPrefix("-F") ? " -r \(action)" : " -x \(action)"
  }

  /// Returns words as fish evaluates them.
  private func list(_ words: [String]) -> String { words.map(ShellText.fishWord).joined(separator: " ") }

  /// Returns the part of a specification that finds values.
  private func action(for parameter: ParameterShape) -> String {
    switch parameter.value?.completion {
    case .files: "-F"
    case .directories: "-a '(__fish_complete_directories (commandline -ct))'"
    case .choice(let words): "-a " + ShellText.fishQuoted(list(words))
    case .choices(let words): "-a " + ShellText.fishQuoted("(_\(function)_list \(list(words)))")
    case .verbs: "-a " + ShellText.fishQuoted(verbs.map(\.name).joined(separator: " "))
    case .nothing, nil: ""
    }
  }
}
