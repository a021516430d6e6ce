import ExhibitSupport

/// Writes the script that makes bash complete a command.
///
/// The script keeps to bash 3.2, which macOS ships. It offers words by comparing them itself instead of with
/// `compgen -W`, which would evaluate them.
struct BashCompletion {
  /// The name of the command, as users type it.
  let command: String
  /// Every verb of the command.
  let verbs: [VerbShape]

  /// The script.
  var script: String {
    """
    # Completes \(command) in bash. To load it now, and in every new shell from ~/.bashrc:
    #   eval "$(\(command) completions bash)"

    # Offers those of the words that begin with what is being typed.
    \(function)_offer() {
      local word
      for word in "$@"; do
        if [[ "$word" == "$current"* ]]; then COMPREPLY+=("$word"); fi
      done
    }

    # Offers the words as elements of a comma-separated list.
    \(function)_offer_list() {
      local head="" word
      if [[ "$current" == *,* ]]; then head="${current%,*},"; fi
      compopt -o nospace 2>/dev/null
      for word in "$@"; do
        if [[ ",$head" != *",$word,"* ]]; then \(function)_offer "$head$word"; fi
      done
    }

    # Offers files (-f) or directories (-d).
    \(function)_offer_paths() {
      local path
      compopt -o filenames 2>/dev/null
      while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$current")
    }

    \(function)() {
      local current="${COMP_WORDS[COMP_CWORD]}" verb="" valued=" " passes="" pending="" ended="" word
      local -i position=0 index
      COMPREPLY=()
      # bash makes a word of the sign in --option=value.
      if [[ "$current" == "=" ]]; then current=""; fi
      if ((COMP_CWORD < 2)); then
        \(function)_offer \(ShellText.quoted(verbs.map(\.name) + ["--help", "--version"]))
        return
      fi
      verb="${COMP_WORDS[1]}"
      case "$verb" in
    \(lines(verbs.compactMap(traits), indentation: 4))
      esac
      # Finds what is being typed: the value of an option ($pending), or the argument at a position.
      for ((index = 2; index < COMP_CWORD; index++)); do
        word="${COMP_WORDS[index]}"
        if [[ -n "$ended" ]]; then
          position+=1
        elif [[ "$word" == "--" ]]; then
          ended=yes
        elif [[ "$valued" == *" $word "* ]]; then
          if [[ "${COMP_WORDS[index + 1]-}" == "=" ]]; then index+=1; fi
          index+=1
          if ((index >= COMP_CWORD)); then pending="$word"; fi
        elif [[ "$word" != -?* ]]; then
          position+=1
        fi
      done
      if [[ -n "$ended" && -n "$passes" ]]; then return; fi
      if [[ -n "$pending" ]]; then
        case "$verb $pending" in
    \(lines(verbs.flatMap(valueCases), indentation: 6))
        esac
      elif [[ "$current" == -* && -z "$ended" ]]; then
        case "$verb" in
    \(lines(verbs.map(optionCase), indentation: 6))
        esac
      else
        case "$verb $position" in
    \(lines(verbs.flatMap(argumentCases), indentation: 6))
        esac
      fi
    }

    complete -F \(function) \(command)
    """
  }

  /// The name of the completion function and the prefix of its helpers.
  private var function: String { ShellText.functionName(for: command) }

  /// Returns the case that says which options of a verb take a value, and whether it passes arguments on.
  private func traits(of verb: VerbShape) -> String? {
    let valued = verb.options.filter { $0.role == .option }.flatMap(\.spellings).joined(separator: " ")
    let statements = (valued.isEmpty ? [] : ["valued=' \(valued) '"]) + (verb.passThrough == nil ? [] : ["passes=yes"])
    return statements.isEmpty ? nil : "\(verb.name)) \(statements.joined(separator: "; ")) ;;"
  }

  /// Returns the cases that offer values of options.
  private func valueCases(of verb: VerbShape) -> [String] {
    verb.options.compactMap { option in
      guard let action = action(for: option) else { return nil }
      return "\(option.spellings.map { "'\(verb.name) \($0)'" }.joined(separator: " | "))) \(action) ;;"
    }
  }

  /// Returns the case that offers the options themselves.
  private func optionCase(of verb: VerbShape) -> String {
    "\(verb.name)) \(function)_offer \(ShellText.quoted(verb.options.flatMap(\.spellings) + ["--help"])) ;;"
  }

  /// Returns the cases that offer positional arguments.
  private func argumentCases(of verb: VerbShape) -> [String] {
    verb.arguments.enumerated().compactMap { position, argument in
      guard let action = action(for: argument) else { return nil }
      // A repeated argument is the last one, so everything that is left is its own.
      return argument.isRepeated ? "'\(verb.name) '*) \(action) ;;" : "'\(verb.name) \(position)') \(action) ;;"
    }
  }

  /// Returns the statement that offers values of a parameter, or `nil` if there is nothing to offer.
  private func action(for parameter: ParameterShape) -> String? {
    switch parameter.value?.completion {
    case .files: "\(function)_offer_paths -f"
    case .directories: "\(function)_offer_paths -d"
    case .choice(let words): "\(function)_offer \(ShellText.quoted(words))"
    case .choices(let words): "\(function)_offer_list \(ShellText.quoted(words))"
    case .verbs: "\(function)_offer \(ShellText.quoted(verbs.map(\.name)))"
    case .nothing, nil: nil
    }
  }

  /// Returns lines of a case statement; one that never matches if there are none.
  private func lines(_ cases: [String], indentation: Int) -> String {
    let indentation = String(repeating: " ", count: indentation)
    return (cases.isEmpty ? ["'') ;;"] : cases).map { indentation + $0 }.joined(separator: "\n")
  }
}
