/// The key that stands for an element of an array, or for a superclass, in a coding path.
struct NodeCodingKey: CodingKey {
  /// The key under which a class finds the values of its superclass.
  static let superclass = NodeCodingKey(name: "super")

  let stringValue: String
  let intValue: Int?

  init(index: Int) {
    stringValue = String(index)
    intValue = index
  }

  init(name: String) {
    stringValue = name
    intValue = nil
  }

  init?(stringValue: String) {
    self.init(name: stringValue)
  }

  init?(intValue: Int) {
    self.init(index: intValue)
  }
}
