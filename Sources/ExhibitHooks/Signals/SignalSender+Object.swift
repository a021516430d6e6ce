extension SignalSender {
  /// The object, if it is one, for whoever asks what it conforms to.
  package var anyObject: AnyObject? {
    guard case .object(let object) = identity else { return nil }
    return object
  }
}
