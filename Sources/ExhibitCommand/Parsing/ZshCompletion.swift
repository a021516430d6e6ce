import ExhibitSupport

/// Writes the script that makes zsh complete a command.
///
/// The script describes the arguments in the language of zsh's own `_arguments`, which does the parsing.
struct ZshCompletion {
  /// The name of the command, as users type it.
  let command: String
  /// Every verb of the command.
  let verbs: [VerbShape]

  /// The script.
  var script: String {
    """
    #compdef \(command)
    # Completes \(command) in zsh. To load it in every new shell, write it to a directory of $fpath:
    #   \(command) completions zsh > "${fpath[1]}/\(function)"
    # or, after compinit in ~/.zshrc:
    #   eval "$(\(command) completions zsh)"

    \(function)_verbs() {
      local -a verbs=(
    \(verbs.map { "    " + described($0) }.joined(separator: "\n"))
      )
      _describe -t verbs verb verbs
    }

    \(function)() {
      local curcontext="$curcontext" state line ret=1
      typeset -A opt_args
      _arguments -C \\
        '(- *)'{-h,--help}'[\(ParameterShape.help.help)]' \\
        '(- *)--version[\(ParameterShape.version.help)]' \\
        '1:verb:\(function)_verbs' \\
        '*::argument:->arguments' && ret=0
      if [[ $state != arguments ]]; then return ret; fi
      case $words[1] in
    \(verbs.map(verbCase).joined(separator: "\n"))
      esac
      return ret
    }

    # Loaded as a file of $fpath it is called at once; evaluated it is only made known.
    if [[ $funcstack[1] == \(function) ]]; then
      \(function) "$@"
    else
      compdef \(function) \(command)
    fi
    """
  }

  /// The name of the completion function and the prefix of its helpers.
  private var function: String { ShellText.functionName(for: command) }

  /// Returns a verb as an element of the list that `_describe` reads.
  private func described(_ verb: VerbShape) -> String {
    ShellText.quoted(ShellText.escaped(verb.name, characters: "\\:") + ":" + verb.abstract)
  }

  /// Returns the case that completes the arguments of a verb.
  private func verbCase(of verb: VerbShape) -> String {
    let specifications =
      (verb.options + [.help]).map(specification)
      + verb.arguments.enumerated().map { argument(at: $0 + 1, $1) }
      + (verb.passThrough.map { ["'*::\(message($0)): '"] } ?? [])
    return """
          \(verb.name))
            _arguments -S \\
      \(specifications.map { "        \($0)" }.joined(separator: " \\\n")) && ret=0
            ;;
      """
  }

  /// Returns the specification of a flag or an option.
  private func specification(of option: ParameterShape) -> String {
    let help = "[" + ShellText.escaped(option.help, characters: "\\[]:") + "]"
    let value = option.role == .option ? ":\(message(option)):\(action(for: option))" : ""
    // With "=" zsh takes the value after a sign or as the next word, without it only as the next word.
    let spellings = option.spellings.map { $0.hasPrefix("--") && option.role == .option ? $0 + "=" : $0 }
    let others = option.isRepeated ? "*" : "(\(option.spellings.joined(separator: " ")))"
    return spellings.map { ShellText.quoted(others + $0 + help + value) }.joined(separator: " \\\n        ")
  }

  /// Returns the specification of a positional argument.
  private func argument(at position: Int, _ argument: ParameterShape) -> String {
    let place = argument.isRepeated ? "*:" : argument.isRequired ? "\(position):" : "\(position)::"
    return ShellText.quoted(place + message(argument) + ":" + action(for: argument))
  }

  /// Returns the heading that zsh shows over the values of a parameter.
  private func message(_ parameter: ParameterShape) -> String {
    ShellText.escaped(parameter.placeholder, characters: "\\:")
  }

  /// Returns words as `_arguments` evaluates them.
  private func list(_ words: [String]) -> String {
    ShellText.escaped(words.map(ShellText.word).joined(separator: " "), characters: ":")
  }

  /// Returns how zsh finds values of a parameter; a space means that there is nothing to find.
  private func action(for parameter: ParameterShape) -> String {
    switch parameter.value?.completion {
    case .files: "_files"
    case .directories: "_files -/"
    case .choice(let words): "(\(list(words)))"
    case .choices(let words): "_sequence compadd - " + list(words)
    case .verbs: function + "_verbs"
    case .nothing, nil: " "
    }
  }
}
