import TestSupport

/// Makes documents that are nearly right, for tests that nothing traps.
struct GeneratedConfiguration {
  var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// A valid document with every feature of the language.
  static let document = """
    // The configuration of a package.
    {
      artifact_dir: 'Artifacts', per_run: "run", reuse_dir: true, /* of Rigger */
      retain: {runs: 10, artifacts: 'all',}, limits: {artifact: 0x6400000, run: 2.5e9, output: +.5,},
      redact: {words_from: ['API_TOKEN'], patterns: ["Bearer [A-Za-z0-9._-]+", '\\u00e9\\x41\\
    \\uD83D\\uDE00']},
      plugins: {
        log: {enabled: true, plugin: 'log'}, "tail": {paths: ["/var/log/é日😀.log"], level: -2, max: Infinity},
      }, reports: ['junit', null, [], {}, NaN, -0],
    }

    """

  /// Pieces that mean something to a reader.
  private static let pieces: [String] = [
    "{", "}", "[", "]", ",", ":", "'", "\"", "\\", "/", "*", "//", "/*", "*/", "\n", "\r", "\r\n", "\u{2028}",
    "\u{FEFF}", "0x", "1e",
    ".", "-", "+", "Infinity", "null", "\\u", "\\uD83D", "\\x4", "\\0", "a", "log", "é", "😀", "\u{0}", "\u{7F}",
    "e\u{301}", "99999999999",
    "<<", "&a", "*a", "? ", "- ", "!!", "|", ">", "#", "%", "~", "---", "...", "\t", "  ",
  ]

  /// Returns random bytes, half of them from the alphabet of the language.
  mutating func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      if Bool.random(using: &generator) {
        bytes.append(UInt8.random(in: 0...255, using: &generator))
      } else {
        bytes += piece()
      }
    }
    return bytes
  }

  /// Returns a document with some of its bytes removed, repeated or replaced.
  mutating func mutated(_ document: String) -> [UInt8] {
    var bytes = Array(document.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let start = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, start + Int.random(in: 0...6, using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
      case 2: bytes.replaceSubrange(start..<end, with: piece())
      default: bytes.removeSubrange(start...)
      }
    }
    return bytes
  }

  private mutating func piece() -> [UInt8] {
    Array((Self.pieces.randomElement(using: &generator) ?? "").utf8)
  }
}
