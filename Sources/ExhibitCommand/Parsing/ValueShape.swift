import ExhibitSupport

/// What a value looks like, without its type: as much as help, errors and completions need.
struct ValueShape: Sendable {
  /// The word that stands for the value in help, such as `N`.
  var placeholder: String
  /// What the value has to be, as the end of the sentence "expects …".
  var expectation: String
  /// What a shell offers for the value.
  var completion: ValueCompletion

  /// Returns the valid spelling that is nearest to a text that is not valid.
  func nearest(to text: String) -> String? {
    guard case .choices(let words) = completion else {
      return NearestSpelling.nearest(to: text, among: completion.words)
    }
    // In a list one element is to blame, and only that one helps.
    let wrong = text.split(separator: ",").map(String.init).first { !words.contains($0) }
    return wrong.flatMap { NearestSpelling.nearest(to: $0, among: words) }
  }
}
