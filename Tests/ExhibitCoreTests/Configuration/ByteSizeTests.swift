import TestSupport
import Testing

@testable import ExhibitCore

@Suite struct ByteSizeTests {
  @Test(arguments: [
    ("0", 0), ("17", 17), ("17B", 17), ("2KB", 2000), ("2KiB", 2048), ("100MiB", 104_857_600), ("100 MiB", 104_857_600),
    ("3mb", 3_000_000), ("2GiB", 2_147_483_648), ("2gb", 2_000_000_000), ("9223372036854775807", Int.max),
  ])
  func sizeIsRead(text: String, bytes: Int) {
    #expect(ByteSize.bytes(text) == bytes)
  }

  @Test(arguments: [
    "", " ", "MiB", "-1", "+1", "1.5GiB", "1e3", "1 ", " 1", "1  MiB", "1M", "1TB", "1MiBs", "0x10", "١MiB",
    "1\u{301}MiB",
    "9223372036854775808", "9007199254740993GiB", "1_000", "1MiB\n",
  ])
  func whatIsNoSizeIsRefused(text: String) {
    #expect(ByteSize.bytes(text) == nil)
  }

  @Test func whatIsShownIsReadBackExactly() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let factor = [1, 1000, 1_000_000, 1_000_000_000, 1 << 10, 1 << 20, 1 << 30].randomElement(using: &generator) ?? 1
      let bytes = Int.random(in: 0...(1 << 32), using: &generator) * factor
      #expect(ByteSize.bytes(ByteSize.exact(bytes)) == bytes)
    }
    #expect(ByteSize.exact(100 << 20) == "100MiB")
    #expect(ByteSize.exact(1500) == "1500B")
    #expect(ByteSize.exact(0) == "0B")
  }

  @Test func anyTextIsReadOrRefused() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<2000 {
      let text = HostileText.random(using: &generator)
      if let bytes = ByteSize.bytes(text) { #expect(bytes >= 0) }
    }
  }
}
