/// A type that is made of a single value of JSON, though it would decode itself from something else.
package protocol FieldDecodable: Decodable {
  /// Makes it of the value of a field; `nil` if the type shall try what it does otherwise.
  init?(field: FieldValue)
}
