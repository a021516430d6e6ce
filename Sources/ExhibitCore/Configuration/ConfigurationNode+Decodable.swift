extension ConfigurationNode: Decodable {
  /// Takes the value of a configuration as it stands.
  ///
  /// - Throws: A `DecodingError` if the decoder is not a ``ConfigurationDecoder``: no other knows positions.
  package init(from decoder: any Decoder) throws {
    guard let decoder = decoder as? NodeDecoder else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "a configuration node can only be decoded by a configuration decoder"
        )
      )
    }
    self = decoder.node
  }
}
