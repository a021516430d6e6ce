/// Who may use a value that was fetched.
public struct DetailSharing<Value: Sendable>: Sendable {
  /// How a value becomes bytes and comes back.
  struct Codec: Sendable {
    let encode: @Sendable (Value, any FixtureCoding) throws -> [UInt8]
    let decode: @Sendable ([UInt8], any FixtureCoding) throws -> Value
  }

  let codec: Codec?

  /// The process that has fetched it.
  public static var process: DetailSharing { DetailSharing(codec: nil) }
}

extension DetailSharing where Value: Codable {
  /// All processes of the run on this machine: one of them fetches, the others take what it found.
  ///
  /// The value is kept as JSON in a file below the run's directory that only its user can read. Redaction does not reach
  /// it, because a value with a secret taken out would not be the value: do not share what holds one.
  public static var run: DetailSharing {
    DetailSharing(
      codec: Codec(encode: { try $1.encode($0) }, decode: { try $1.decode(Value.self, from: $0) }))
  }
}
