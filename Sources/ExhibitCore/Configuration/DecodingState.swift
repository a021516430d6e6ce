import ExhibitSupport

/// What the decoders and containers of one decoding call share.
///
/// It is a class because `Decoder` hands out containers by value and all of them report which keys they asked for.
final class DecodingState {
  /// The keys that were asked of one object.
  private struct Usage {
    /// The object.
    var members: [ConfigurationNode.Member] = []
    /// All spellings under which a member counts as used.
    var spellings: Set<String> = []
    /// The spellings to propose, in the order they were asked for.
    var proposals: [String] = []
  }

  /// The file as diagnostics name it.
  let file: String

  /// Where decoding began.
  let root: ConfigurationNode

  /// The way from the root of the file to where decoding began.
  let rootPath: ConfigurationKeyPath

  /// What types find in their decoder's `userInfo`.
  let userInfo: [CodingUserInfoKey: Any]

  /// The objects that were decoded key by key.
  ///
  /// They are identified by path: one object can be opened more than once, by a class and its superclass for example.
  /// The values of keys that the root may leave out.
  let defaults: [String: Any]

  private var usages: [ConfigurationKeyPath: Usage] = [:]

  /// Creates what one decoding call needs.
  init(
    file: String,
    root: ConfigurationNode,
    rootPath: ConfigurationKeyPath,
    userInfo: [CodingUserInfoKey: any Sendable],
    defaults: [String: Any] = [:]
  ) {
    self.defaults = defaults
    self.file = file
    self.root = root
    self.rootPath = rootPath
    self.userInfo = userInfo
  }

  /// Notes that an object is decoded key by key.
  func noteObject(_ members: [ConfigurationNode.Member], at path: ConfigurationKeyPath) {
    usages[path, default: Usage()].members = members
  }

  /// Notes that a key was asked for.
  ///
  /// - Parameters:
  ///   - spellings: The spellings the key can have in a file, the one to propose last.
  ///   - path: The path of the object.
  func noteUse(of spellings: [String], at path: ConfigurationKeyPath) {
    guard let proposal = spellings.last else { return }
    if usages[path, default: Usage()].spellings.insert(proposal).inserted {
      usages[path]?.proposals.append(proposal)
    }
    usages[path]?.spellings.formUnion(spellings)
  }

  /// Returns a warning for each key that nobody asked for, in the order of the file.
  func unusedKeys() -> [ConfigurationDiagnostic] {
    var found: [(position: ConfigurationNode.Position, diagnostic: ConfigurationDiagnostic)] = []
    for (path, usage) in usages {
      let present = Set(usage.members.map(\.key))
      for member in usage.members where !usage.spellings.contains(member.key) {
        let missing = usage.proposals.filter { !present.contains($0) }
        let nearest = NearestSpelling.nearest(to: member.key, among: missing)
        let diagnostic = ConfigurationDiagnostic(
          "unknown key",
          severity: .warning,
          file: file,
          position: member.keyPosition,
          path: path.appending(key: member.key),
          suggestion: nearest.map { "did you mean \(DiagnosticText.quoted($0))?" } ?? known(usage.proposals)
        )
        found.append((member.keyPosition, diagnostic))
      }
    }
    return found.sorted { $0.position < $1.position }.map(\.diagnostic)
  }

  /// Returns a list of the keys that exist, unless it would be too long to help.
  private func known(_ keys: [String]) -> String? {
    guard !keys.isEmpty, keys.count <= 12 else { return nil }
    return "known here: \(keys.sorted().joined(separator: ", "))"
  }
}
