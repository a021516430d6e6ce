/// What a shell offers when a value is to be completed.
enum ValueCompletion: Sendable, Equatable {
  /// Nothing: the value is free text.
  case nothing
  /// Names of files.
  case files
  /// Names of directories.
  case directories
  /// One of a few words.
  case choice([String])
  /// Some of a few words, separated by commas.
  case choices([String])
  /// The verbs of the command.
  case verbs

  /// The words that the value is made of, if they are known.
  var words: [String] {
    switch self {
    case .choice(let words), .choices(let words): words
    case .nothing, .files, .directories, .verbs: []
    }
  }
}
