/// A parameter of a verb without its type: as much as scanning, help and completions need.
struct ParameterShape: Sendable {
  /// How a parameter appears on the command line.
  enum Role: Sendable {
    /// A name alone: `--failed`.
    case flag
    /// A name and a value: `--workers N` or `--workers=N`.
    case option
    /// A value alone, known by its position.
    case argument
    /// Everything after `--`, handed on as it is.
    case passThrough
  }

  /// How the parameter appears.
  var role: Role
  /// The long name without dashes; empty unless the parameter is a flag or an option.
  var name = ""
  /// The letter of the short name.
  var short: Character?
  /// What the value looks like; `nil` for a flag.
  var value: ValueShape?
  /// Whether the verb cannot do without it.
  var isRequired = false
  /// Whether it may be given several times, and every time counts.
  var isRepeated = false
  /// The default as it would be written, if there is one worth showing.
  var defaultText: String?
  /// What it is for, in a sentence.
  var help: String

  /// The flag that the command and every verb understand.
  static let help = Self(role: .flag, name: "help", short: "h", help: "Shows this help.")

  /// The flag that the command understands besides.
  static let version = Self(role: .flag, name: "version", help: "Shows the version.")

  /// Every way to write the name, the short one first.
  var spellings: [String] {
    (short.map { ["-\($0)"] } ?? []) + (name.isEmpty ? [] : ["--\(name)"])
  }

  /// The name that messages call the parameter by.
  var title: String { name.isEmpty ? placeholder : "--\(name)" }

  /// The word that stands for the value; empty for a flag.
  var placeholder: String { value?.placeholder ?? "" }

  /// The parameter as the usage line shows it, for example `[-o DIR]`.
  var usage: String {
    let plain =
      switch role {
      case .flag: spellings.first ?? ""
      case .option: (spellings.first ?? "") + " " + placeholder
      case .argument: placeholder + (isRepeated ? "…" : "")
      case .passThrough: "-- \(placeholder)…"
      }
    return isRequired ? plain : "[\(plain)]"
  }

  /// The parameter as the help's left column shows it, for example `-o, --output DIR`.
  var label: String {
    switch role {
    case .flag: spellings.joined(separator: ", ")
    case .option: spellings.joined(separator: ", ") + " " + placeholder
    case .argument: placeholder + (isRepeated ? "…" : "")
    case .passThrough: "-- \(placeholder)…"
    }
  }

  /// The help with what follows from the declaration: valid words, repetition, default.
  var completeHelp: String {
    var notes: [String] = []
    switch value?.completion {
    case .choice(let words): notes.append("one of " + words.joined(separator: ", "))
    case .choices(let words): notes.append("any of " + words.joined(separator: ", "))
    default: break
    }
    if role == .option, isRepeated { notes.append("may be repeated") }
    if let defaultText { notes.append("default: \(defaultText)") }
    return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
  }
}
