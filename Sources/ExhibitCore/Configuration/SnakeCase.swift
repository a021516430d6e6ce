/// Converts between the spelling of configuration keys and that of Swift properties.
enum SnakeCase {
  /// Returns a property's name in snake case: `artifactDir` is `artifact_dir`, `baseURLPath` is `base_url_path`.
  ///
  /// A run of capitals is one word, except that its last letter begins the next word if a small letter follows.
  static func snake(_ name: String) -> String {
    let letters = Array(name)
    var result = ""
    for index in letters.indices {
      let letter = letters[index]
      if letter.isUppercase, index > 0, letters[index - 1] != "_" {
        let followsSmall = !letters[index - 1].isUppercase
        let precedesSmall = index + 1 < letters.count && letters[index + 1].isLowercase
        if followsSmall || precedesSmall { result += "_" }
      }
      result += letter.lowercased()
    }
    return result
  }

  /// Returns the property names that a key in snake case can stand for, the likeliest first.
  ///
  /// That is more than one because `base_url` comes from `baseUrl` as well as from `baseURL`. Only keys
  /// of up to six words are considered, whose words can be capitals in 32 ways.
  static func camelCandidates(for key: String) -> [String] {
    let prefix = String(key.prefix { $0 == "_" })
    let words = key.dropFirst(prefix.count).split(separator: "_", omittingEmptySubsequences: false)
    guard let first = words.first, words.count > 1, words.count <= 6, !words.contains("") else { return [] }
    let others = Array(words.dropFirst())
    let names = (0..<(1 << others.count)).map { choice in
      var name = prefix + String(first)
      for (bit, word) in others.enumerated() {
        let isAcronym = choice & (1 << bit) != 0
        name += isAcronym ? word.uppercased() : word.prefix(1).uppercased() + String(word.dropFirst())
      }
      return name
    }
    return names.filter { snake($0) == key }
  }
}
