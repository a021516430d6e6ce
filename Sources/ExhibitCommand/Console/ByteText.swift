/// Numbers of bytes as people read them.
enum ByteText {
  /// At most four digits and a unit: `0 B`, `512 B`, `1.5 KiB`, `203 MiB`.
  static func short(_ bytes: Int) -> String {
    var value = Double(bytes)
    var units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"][...]
    while value >= 1023.5, units.count > 1 {
      value /= 1024
      units.removeFirst()
    }
    let unit = units.first ?? "B"
    guard unit != "B", value < 99.95 else { return "\(Int(value.rounded())) \(unit)" }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(unit)"
  }
}
