/// An enumeration as verbs use them.
enum SampleFormat: String, CaseIterable, Sendable {
  case junit
  case html
  case ctrf
}
