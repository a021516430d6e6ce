extension RunID {
  /// When the run started, in seconds since 1970, if the id was made from that; one that somebody chose says nothing.
  package var startedAt: Double? {
    let text = Array(rawValue.utf8)
    guard text.count == 25, text[8] == UInt8(ascii: "T"), text[15] == UInt8(ascii: "Z"), text[16] == UInt8(ascii: "-")
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in text[range] {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8), let hour = number(9..<11),
      let minute = number(11..<13), let second = number(13..<15), (1...12).contains(month)
    else { return nil }
    // The days since the first of March of the year 0, as `UTCTime` splits them.
    let shiftedYear = month > 2 ? year : year - 1
    let days =
      365 * shiftedYear + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + (153 * ((month + 9) % 12) + 2) / 5
      + day - 1
    return Double((days - 719_468) * 86_400 + hour * 3600 + minute * 60 + second)
  }
}
