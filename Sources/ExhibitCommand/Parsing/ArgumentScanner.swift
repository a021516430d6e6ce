/// Sorts arguments by the parameter that they belong to, without looking into values.
struct ArgumentScanner {
  /// What the verb understands.
  private let parameters: [ParameterShape]
  /// The options and flags by every spelling, as indices.
  private var spellings: [String: Int] = [:]
  /// The positional arguments that still wait for a value, as indices.
  private var positions: ArraySlice<Int>
  /// What was given, by parameter.
  private var texts: [[String]]

  /// Returns the texts that each parameter was given; a flag gets one empty text each time.
  ///
  /// - Parameters:
  ///   - arguments: What follows the name of the verb on the command line.
  ///   - parameters: What the verb understands.
  /// - Throws: ``UsageError`` for an unknown option, a missing value and an argument too few or too many.
  /// - Returns: As many lists as there are parameters, in their order.
  static func texts(
    of arguments: [String],
    for parameters: [ParameterShape]
  ) throws(UsageError) -> [[String]] {
    var scanner = Self(parameters)
    try scanner.scan(arguments[...])
    for (parameter, texts) in zip(parameters, scanner.texts) where parameter.isRequired && texts.isEmpty {
      throw .missing(parameter)
    }
    return scanner.texts
  }

  /// Whether an argument is meant as the name of an option.
  ///
  /// A lone `-` is a value by convention (standard input), and so is a negative number.
  static func isOption(_ argument: String) -> Bool {
    let scalars = argument.unicodeScalars.prefix(3)
    guard scalars.first == "-", scalars.count > 1 else { return false }
    let number = scalars.dropFirst().drop { $0 == "." }
    return !(number.first.map { ("0"..."9").contains($0) } ?? false)
  }

  /// Creates a scanner that has seen nothing yet.
  private init(_ parameters: [ParameterShape]) {
    self.parameters = parameters
    positions = parameters.indices.filter { parameters[$0].role == .argument }[...]
    texts = Array(repeating: [], count: parameters.count)
    for (index, parameter) in parameters.enumerated() {
      for spelling in parameter.spellings where spellings[spelling] == nil { spellings[spelling] = index }
    }
  }

  /// Sorts the arguments one after the other.
  private mutating func scan(_ arguments: ArraySlice<String>) throws(UsageError) {
    var rest = arguments
    while let argument = rest.popFirst() {
      if argument == "--" {
        try takeEverything(rest)
        return
      } else if Self.isOption(argument) {
        try takeOption(argument, before: &rest)
      } else {
        try takePositional(argument)
      }
    }
  }

  /// Takes a flag or an option, and with the latter its value.
  private mutating func takeOption(_ argument: String, before rest: inout ArraySlice<String>) throws(UsageError) {
    // Split by scalars: a combining mark at the start of the value would make one character with the sign.
    let scalars = argument.unicodeScalars
    let sign = scalars.firstIndex(of: "=")
    let spelling = sign.map { String(scalars[..<$0]) } ?? argument
    let attached = sign.map { String(scalars[scalars.index(after: $0)...]) }
    guard let index = spellings[spelling] else {
      throw .unknownOption(spelling, among: parameters.flatMap(\.spellings))
    }
    if parameters[index].role == .flag {
      guard attached == nil else { throw .unexpectedValue(for: spelling) }
      texts[index].append("")
    } else if let attached {
      texts[index].append(attached)
    } else if let next = rest.first, !Self.isOption(next) {
      texts[index].append(next)
      rest.removeFirst()
    } else {
      throw .missingValue(for: spelling, parameters[index])
    }
  }

  /// Takes an argument that belongs to the next free position.
  private mutating func takePositional(_ argument: String) throws(UsageError) {
    guard let index = positions.first else { throw .unexpectedArgument(argument) }
    texts[index].append(argument)
    if !parameters[index].isRepeated { positions.removeFirst() }
  }

  /// Takes what follows `--`.
  private mutating func takeEverything(_ rest: ArraySlice<String>) throws(UsageError) {
    if let index = parameters.firstIndex(where: { $0.role == .passThrough }) {
      texts[index] += rest
    } else {
      for argument in rest { try takePositional(argument) }
    }
  }
}
