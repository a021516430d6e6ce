import ExhibitHooks
import ExhibitSupport

/// The names of the values that an event of Exhibit's knows, whoever fires it.
struct EventArguments {
  private let event: EventName
  private let known: [String]

  /// What Artifactor's events carried beside the values that Exhibit describes.
  private static let ancestral = ["test_name", "test_location", "os_filename", "slaveid"]

  private static let all = Dictionary(
    uniqueKeysWithValues: EventDescription.all.map { ($0.name, $0.values) })

  /// Creates them; `nil` for an event of somebody else's.
  init?(of event: EventName) {
    guard let known = Self.all[event.rawValue] else { return nil }
    self.event = event
    self.known = known + Self.ancestral
  }

  /// The names that are probably misspelt, each with the known one that it resembles and that is not there itself.
  func misspelt(in values: HookValues) -> [(name: String, meant: String)] {
    let names = values.names
    let missing = known.filter { !names.contains($0) }
    return names.compactMap { name in
      guard !known.contains(name) else { return nil }
      return NearestSpelling.nearest(to: name, among: missing).map { (name, $0) }
    }
  }

  /// Says which names are probably misspelt.
  func check(_ values: HookValues, say: (String) -> Void) {
    // Without the search, which makes lists.
    if values.names.allSatisfy(known.contains) { return }
    for (name, meant) in misspelt(in: values) {
      say("event '\(event)' was fired with '\(name.printable)', which it does not know; did you mean '\(meant)'?")
    }
  }
}
