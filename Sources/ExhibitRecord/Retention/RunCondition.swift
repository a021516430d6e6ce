/// Whether a run is over.
package enum RunCondition: Sendable, Hashable {
  /// It is Exhibit's, and nobody writes it.
  case finished
  /// Somebody writes it, or may; the text says how that is known.
  case inProgress(String)
  /// Nothing in it says that Exhibit made it.
  case unrecognised(String)
}
