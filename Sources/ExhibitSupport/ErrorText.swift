/// What errors say of themselves.
///
/// The description of an error is code of the user's. It may do what fails again, whose error is then described, and so on:
/// in the end there would be no stack left.
package enum ErrorText {
  @TaskLocal private static var isDescribing = false

  /// The description of an error; of one that comes of describing another, its type.
  package static func of(_ error: any Error) -> String {
    if isDescribing { return "\(type(of: error)), while another error is described" }
    return $isDescribing.withValue(true) { "\(error)" }
  }
}
