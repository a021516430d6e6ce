import Exhibit
import Shop
import XCTest

final class BasketTests: XCTestCase {
  func testTotalIsTheSumOfThePrices() {
    let basket = Basket(prices: [250, 199])
    TestEvidence.current.save(json: basket, as: "basket")

    let total = TestEvidence.current.step("add up") { basket.total }

    TestEvidence.current.log("the total is \(total)")
    XCTAssertEqual(total, 449)
  }
}
