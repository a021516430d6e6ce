import CExhibitRecord
import ExhibitRecord
import TestSupport
import Testing

/// Times as decimal seconds, which every line has two of.
@Suite struct SecondsTextTests {
  private func text(_ nanoseconds: Int64, decimals: Int32) -> String {
    var buffer = exhibit_buffer()
    defer { exhibit_buffer_free(&buffer) }
    exhibit_buffer_seconds(&buffer, nanoseconds, decimals)
    return String(decoding: UnsafeRawBufferPointer(start: buffer.bytes, count: buffer.count), as: UTF8.self)
  }

  /// The same with the digits of a division for each of them.
  private func expected(_ nanoseconds: Int64, decimals: Int32) -> String {
    let (seconds, fraction) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    let digits = String(String(1_000_000_000 + fraction).dropFirst().prefix(Int(decimals)))
    return (nanoseconds < 0 ? "-" : "") + "\(seconds)." + digits
  }

  @Test(arguments: [3, 6, 9] as [Int32]) func anyTimeIsWritten(decimals: Int32) {
    var random = SeededGenerator(seed: 7)
    var times: [Int64] = [0, 1, 9, 10, 99, 999_999_999, 1_000_000_000, 1_000_000_001, -1, -999_999_999, -1_000_000_000]
    for shift in 1..<63 { times.append(Int64.random(in: 0..<(1 << shift), using: &random)) }
    times += times.map { -$0 }
    for time in times { #expect(text(time, decimals: decimals) == expected(time, decimals: decimals), "\(time)") }
  }

  @Test func fractionIsWrittenAlone() {
    var buffer = exhibit_buffer()
    defer { exhibit_buffer_free(&buffer) }
    for decimals in Int32(1)...9 { exhibit_buffer_fraction(&buffer, 123_456_789, decimals) }
    let text = String(decoding: UnsafeRawBufferPointer(start: buffer.bytes, count: buffer.count), as: UTF8.self)
    #expect(text == ".1.12.123.1234.12345.123456.1234567.12345678.123456789")
  }
}
