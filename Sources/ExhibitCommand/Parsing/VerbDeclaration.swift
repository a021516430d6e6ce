/// The name, the help and the arguments of a verb.
struct VerbDeclaration<Target: ParsableVerb>: Sendable {
  /// The declaration without the type of the verb.
  let shape: VerbShape
  /// What the verb understands, in the order of the help.
  private let parameters: [Parameter<Target>]

  /// Creates a declaration.
  ///
  /// - Parameters:
  ///   - name: The word that calls the verb.
  ///   - abstract: What the verb does, in one line.
  ///   - discussion: What else there is to know: paragraphs separated by empty lines; indented lines stay as they are.
  ///   - parameters: What the verb understands, in the order of the help. Positional arguments take values in this
  ///     order, and only the last one may be repeated.
  init(_ name: String, abstract: String, discussion: String = "", parameters: [Parameter<Target>] = []) {
    shape = VerbShape(name: name, abstract: abstract, discussion: discussion, parameters: parameters.map(\.shape))
    self.parameters = parameters
  }

  /// Reads arguments.
  ///
  /// - Parameter arguments: What follows the name of the verb on the command line.
  /// - Throws: ``UsageError`` if the arguments do not fit the declaration.
  /// - Returns: The verb with its properties set.
  func parse(_ arguments: [String]) throws(UsageError) -> Target {
    var target = Target()
    let given = try ArgumentScanner.texts(of: arguments, for: shape.parameters)
    for (parameter, texts) in zip(parameters, given) where !texts.isEmpty {
      if let text = parameter.store(texts, &target) {
        throw .invalidValue(text, for: parameter.shape)
      }
    }
    return target
  }
}
