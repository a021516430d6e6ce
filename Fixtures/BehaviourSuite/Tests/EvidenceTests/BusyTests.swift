import Exhibit
import XCTest

/// Keeps a lot of evidence in a short time, if `BEHAVIOUR_BUSY=1` asks for it.
final class BusyTests: XCTestCase {
  func test00() throws { try work(0) }
  func test01() throws { try work(1) }
  func test02() throws { try work(2) }
  func test03() throws { try work(3) }
  func test04() throws { try work(4) }
  func test05() throws { try work(5) }
  func test06() throws { try work(6) }
  func test07() throws { try work(7) }
  func test08() throws { try work(8) }
  func test09() throws { try work(9) }
  func test10() throws { try work(10) }
  func test11() throws { try work(11) }
  func test12() throws { try work(12) }
  func test13() throws { try work(13) }
  func test14() throws { try work(14) }
  func test15() throws { try work(15) }
  func test16() throws { try work(16) }
  func test17() throws { try work(17) }
  func test18() throws { try work(18) }
  func test19() throws { try work(19) }
  func test20() throws { try work(20) }
  func test21() throws { try work(21) }
  func test22() throws { try work(22) }
  func test23() throws { try work(23) }
  func test24() throws { try work(24) }

  private func work(_ number: Int) throws {
    try XCTSkipUnless(ProcessInfo.processInfo.environment["BEHAVIOUR_BUSY"] == "1", "nothing is to be done")
    let evidence = TestEvidence.current
    print("number \(number)")
    evidence.save("text of \(number)", as: "text")
    evidence.save(Data(repeating: UInt8(number), count: 100_000), as: "data")
    let file = evidence.directory.appendingPathComponent("of a tool.csv")
    try Data("a,b\n".utf8).write(to: file)
    evidence.step("copy") { _ = evidence.save(file: file, as: "copy.csv") }
    evidence.log("line of \(number)")
    evidence.log(String(repeating: "long ", count: 10_000))
  }
}
