import Exhibit
import Foundation
import Shop
import XCTest

final class ReceiptTests: XCTestCase {
  func testReceiptIsPrinted() throws {
    let basket = Basket(prices: [250])
    keep(basket)

    let evidence = TestEvidence.current
    evidence.save("total \(basket.total)\n", as: "receipt")
    evidence.save(Data([0x1B, 0x40]), as: "printer codes", contentType: .data)
    evidence.save(file: URL(fileURLWithPath: #filePath), as: "source")

    try evidence.step("print") {
      try evidence.step("open the drawer") { try openDrawer() }
      evidence.log("the paper is short", level: .warning)
    }
  }

  func testReceiptIsMailed() async {
    let address = await TestEvidence.current.step("look up the address") {
      await Task.yield()
      return "ben@example.com"
    }
    TestEvidence.current.log("mailed to \(address)")

    let basket = Basket(prices: [120, 130])
    SoftAssertions.collect { soft in
      soft.expect(basket.total == 250, "the total is \(basket.total)")
      checkPrices(of: basket)
    }
  }

  func testResultSaysWhatWasSaved() throws {
    switch TestEvidence.current.save("total 250\n", as: "receipt") {
    case .success(let artifact): print("\(artifact.url.path) has \(artifact.byteCount) bytes")
    case .failure(let error): XCTFail(error.message)
    }
  }

  private func openDrawer() throws {
    let log = TestEvidence.current.directory.appendingPathComponent("drawer.txt")
    try Data("open\n".utf8).write(to: log)
  }
}

func checkPrices(of basket: Basket) {
  softAssert(basket.total > 0, "the total is \(basket.total)")
  softAssert(!basket.prices.contains(0), "something is free")
}

func keep(_ basket: Basket) {
  TestEvidence.current.save(json: basket, as: "basket")
}

func signIn() -> String {
  let token = UUID().uuidString
  TestEvidence.redact(token)
  return token
}
