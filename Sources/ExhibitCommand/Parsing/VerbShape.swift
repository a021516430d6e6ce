/// A verb without its type: as much as scanning, help and completions need.
struct VerbShape: Sendable {
  /// The word that calls the verb.
  var name: String
  /// What the verb does, in one line.
  var abstract: String
  /// What else there is to know: paragraphs separated by empty lines; indented lines stay as they are.
  var discussion: String
  /// What the verb understands, in the order of the help.
  var parameters: [ParameterShape]

  /// The flags and options.
  var options: [ParameterShape] { parameters.filter { $0.role == .flag || $0.role == .option } }

  /// The positional arguments, in order.
  var arguments: [ParameterShape] { parameters.filter { $0.role == .argument } }

  /// What takes everything after `--`, if anything does.
  var passThrough: ParameterShape? { parameters.first { $0.role == .passThrough } }

  /// What is wrong with the declaration, one sentence per mistake.
  ///
  /// A wrong declaration never traps: of two equal names the first wins, and what cannot be reached stays unused. A
  /// test asks every verb of a command for its mistakes instead.
  var mistakes: [String] {
    var mistakes: [String] = []
    var seen: Set<String> = ["--help", "-h"]
    for spelling in options.flatMap(\.spellings) where !seen.insert(spelling).inserted {
      mistakes.append("\(spelling) is declared twice or reserved")
    }
    for option in options {
      if !Self.isWord(option.name) { mistakes.append("'\(option.name)' is not a name of an option") }
      if let short = option.short, !(short.isASCII && short.isLetter) { mistakes.append("-\(short) is not a letter") }
    }
    for (previous, next) in zip(arguments, arguments.dropFirst()) {
      if previous.isRepeated { mistakes.append("nothing is left for \(next.title) after \(previous.title)") }
      if next.isRequired, !previous.isRequired {
        mistakes.append("\(next.title) is required, but \(previous.title) before it is not")
      }
    }
    if parameters.count(where: { $0.role == .passThrough }) > 1 {
      mistakes.append("two parameters take what follows --")
    }
    if !Self.isWord(name) { mistakes.append("'\(name)' is not a name of a verb") }
    return mistakes
  }

  /// Whether a text is made of lowercase letters, digits and dashes, so that every shell takes it as it is.
  private static func isWord(_ text: String) -> Bool {
    text.unicodeScalars.first.map { ("a"..."z").contains($0) } == true
      && text.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
  }
}
