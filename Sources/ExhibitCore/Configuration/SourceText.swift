/// The text of a configuration file and a place in it.
///
/// The whole file is decoded before reading starts. That keeps every reading function free of encoding
/// errors, at the price of four bytes per character of a file that has some thousands.
struct SourceText: Sendable {
  /// The characters of the file, without a byte order mark at its beginning.
  let scalars: [Unicode.Scalar]

  /// The file as diagnostics name it.
  let file: String

  /// How many scalars were read.
  private(set) var index = 0

  /// Where the next scalar stands.
  private(set) var position = ConfigurationNode.Position.start

  /// Decodes the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content of the file.
  ///   - file: The file as diagnostics name it.
  /// - Throws: A ``ConfigurationDiagnostic`` with the position of the first byte that is not UTF-8.
  init(_ bytes: some Collection<UInt8>, file: String) throws {
    var decoded: [Unicode.Scalar] = []
    decoded.reserveCapacity(bytes.count)
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    reading: while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        decoded.append(Unicode.UTF8.decode(encoded))
      case .emptyInput:
        break reading
      case .error:
        // Counting positions while decoding would cost every valid file; an invalid one is walked again.
        var valid = SourceText(decoded, file: file)
        while valid.current != nil { valid.advance() }
        throw valid.failure("the file is not valid UTF-8 here", suggestion: "save it as UTF-8")
      }
    }
    self.init(decoded, file: file)
  }

  /// Takes over decoded text; a byte order mark has no column, as editors do not show one.
  private init(_ scalars: [Unicode.Scalar], file: String) {
    self.scalars = scalars.first == "\u{FEFF}" ? Array(scalars.dropFirst()) : scalars
    self.file = file
  }

  /// The next scalar to read, or nil at the end of the file.
  var current: Unicode.Scalar? {
    index < scalars.count ? scalars[index] : nil
  }

  /// The scalar behind the current one, or nil.
  var following: Unicode.Scalar? {
    index + 1 < scalars.count ? scalars[index + 1] : nil
  }

  /// Moves behind the current scalar; does nothing at the end of the file.
  mutating func advance() {
    guard let scalar = current else { return }
    let endsLine = scalar == "\n" || (scalar == "\r" && following != "\n")
    index += 1
    if endsLine {
      position.line += 1
      position.column = 1
    } else {
      position.column += 1
    }
  }

  /// Moves behind the current scalar if it is the given one.
  ///
  /// - Returns: Whether it was.
  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    advance()
    return true
  }

  /// Reads scalars as long as they fulfil a condition.
  mutating func read(while condition: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = current, condition(scalar) {
      text.append(scalar)
      advance()
    }
    return String(text)
  }

  /// Returns an error for this file.
  ///
  /// - Parameters:
  ///   - message: What is wrong.
  ///   - position: Where; at the current scalar unless told.
  ///   - path: The way to the value in question.
  ///   - suggestion: What to do about it.
  /// - Returns: The error, to be thrown.
  func failure(
    _ message: String,
    at position: ConfigurationNode.Position? = nil,
    path: ConfigurationKeyPath = .root,
    suggestion: String? = nil
  ) -> ConfigurationDiagnostic {
    ConfigurationDiagnostic(
      message, file: file, position: position ?? self.position, path: path, suggestion: suggestion)
  }
}
