import CExhibitRecord

/// A point in time split into the fields of the calendar, in UTC.
///
/// Foundation's formatters cost more than a millisecond at their first use, which is too much at the start of every
/// test process.
package struct UTCTime: Sendable {
  package let year: Int
  package let month: Int
  package let day: Int
  package let hour: Int
  package let minute: Int
  package let second: Int
  package let millisecond: Int

  /// Splits a time given in seconds since 1970; one that no calendar holds counts as 1970.
  package init(seconds: Double) {
    self.init(nanoseconds: abs(seconds) < 9e9 ? Int64(seconds * 1e9) : 0)
  }

  /// Splits a time given in nanoseconds since 1970.
  package init(nanoseconds: Int64) {
    let milliseconds = nanoseconds.floorDivided(by: 1_000_000)
    let seconds = milliseconds.floorDivided(by: 1000)
    millisecond = Int(milliseconds - seconds * 1000)
    let days = seconds.floorDivided(by: 86_400)
    let rest = Int(seconds - days * 86_400)
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    // Howard Hinnant's `civil_from_days`: eras of 400 years that begin on the first of March.
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = Int(shifted - era * 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0)
  }

  /// ISO 8601's basic format, `20261121T055103Z`.
  package var basic: String {
    "\(decimal(year, 4))\(decimal(month, 2))\(decimal(day, 2))T\(decimal(hour, 2))\(decimal(minute, 2))\(decimal(second, 2))Z"
  }

  /// ISO 8601's extended format with milliseconds, `2026-11-21T05:51:03.123Z`.
  package var extended: String {
    "\(date)T\(decimal(hour, 2)):\(decimal(minute, 2)):\(decimal(second, 2)).\(decimal(millisecond, 3))Z"
  }

  /// The same for a time that is now, which is in every test.
  package static func extended(ofNow nanoseconds: Int64) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
      guard let start = text.baseAddress else { return "" }
      let count = exhibit_utc(nanoseconds, start)
      return String(decoding: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[..<count]), as: UTF8.self)
    }
  }

  /// The date alone, `2026-11-21`.
  package var date: String {
    "\(decimal(year, 4))-\(decimal(month, 2))-\(decimal(day, 2))"
  }

  private func decimal(_ value: Int, _ digits: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

/// A number in lowercase hexadecimal, with leading zeros.
package func hexadecimal(_ value: UInt64, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
