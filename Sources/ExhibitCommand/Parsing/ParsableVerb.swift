/// A verb of the command line: properties that arguments are stored in, and their declaration.
///
/// A conforming type is a structure whose properties all have an initial value, which is the default of the argument.
protocol ParsableVerb: Sendable {
  /// The name, the help and the arguments of the verb.
  static var declaration: VerbDeclaration<Self> { get }

  /// Creates the verb as it is without any argument.
  init()
}

extension ParsableVerb {
  /// The declaration without the type of the verb.
  static var shape: VerbShape { declaration.shape }

  /// Reads arguments.
  ///
  /// - Parameter arguments: What follows the name of the verb on the command line.
  /// - Throws: ``UsageError`` if the arguments do not fit the declaration.
  /// - Returns: The verb with its properties set.
  static func parsed(_ arguments: [String]) throws(UsageError) -> Self {
    do {
      return try declaration.parse(arguments)
    } catch {
      throw error.concerning(verb: shape.name)
    }
  }
}
