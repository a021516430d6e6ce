extension Duration {
  /// The time as nanoseconds; one of more than 292 years is the longest that there is.
  package var nanoseconds: Int64 {
    let (whole, isTooLong) = components.seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if isTooLong { return components.seconds < 0 ? .min : .max }
    return whole.addingSaturated(components.attoseconds / 1_000_000_000)
  }

  /// The time as milliseconds for people, `12.345 ms`.
  package var milliseconds: String {
    let microseconds = components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    return "\(decimal(microseconds)) ms"
  }

  /// The time as seconds for people, `1.234 s`.
  package var seconds: String { fixedSeconds + " s" }

  /// The time as seconds with three decimals, `0.012`.
  package var fixedSeconds: String {
    decimal(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
  }

  private func decimal(_ thousandths: Int64) -> String {
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: max(0, 3 - rest.utf8.count)) + rest
  }
}

extension Int64 {
  /// The sum, or the largest or smallest number if that is beyond them.
  package func addingSaturated(_ other: Int64) -> Int64 {
    let (sum, isBeyond) = addingReportingOverflow(other)
    if isBeyond { return other < 0 ? .min : .max }
    return sum
  }
}
