/// What the receivers of a measurement are.
enum Receivers: String, CaseIterable {
  /// Closures that capture an object, and add what they get to a sum there.
  case capturing
  /// Closures that capture nothing, and add what they get to a global sum: next to nothing but the call.
  case bare
}
