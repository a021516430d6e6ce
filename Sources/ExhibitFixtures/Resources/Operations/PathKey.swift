/// An id whose text in a path is not its description, unless the appliance has written it otherwise.
package protocol PathKey {
  /// The text.
  var pathKey: String { get }
}
