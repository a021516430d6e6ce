import Exhibit
import XCTest

final class KioskTests: XCTestCase {
  private let kiosk = Kiosk(id: "kiosk-1")

  func testLabelFollowsTheStreet() async throws {
    for _ in 1...10 {
      let label = try await kiosk.get(Kiosk.label)
      XCTAssertEqual(label, "Kiosk 1, High Street")
    }
    await kiosk.move(to: "Mill Lane")
    let label = try await kiosk.get(Kiosk.label)
    XCTAssertEqual(label, "Kiosk 1, Mill Lane")

    let requests = await kiosk.program.requests
    XCTAssertEqual(requests, 2)
  }

  func testCouponIsChanged() async throws {
    let autumn = try await kiosk.coupons.create(["code": "AUTUMN", "percent": 10])
    try await kiosk.coupons.create(["code": "WINTER", "percent": 20])
    let changed = try await kiosk.coupons.update(autumn, ["percent": 15])
    XCTAssertEqual(changed.percent, 15)
  }

  func testSignalsTellOfCoupons() async throws {
    let connections = [
      try Signals.createInstance.will.connect(from: .type(Coupon.self)) { _, will in
        TestEvidence.current.log("about to create something in \(will.arguments)")
      },
      try Signals.updateInstance.did.connect(from: .type(Coupon.self)) { did in
        let percent = did.updatedFields["percent"]
        TestEvidence.current.log("percent was \(percent?.from ?? 0), is \(percent?.to ?? 0)")
      },
      try Signals.deleteInstance.will.connect(from: .type(Coupon.self)) { _, will in
        if will.arguments == ["coupons", "1"] { throw CouponIsInUse() }
      },
    ]
    defer { for connection in connections { connection.disconnect() } }
    let coupon = try await kiosk.coupons.create(["code": "SPRING", "percent": 10])
    try await kiosk.coupons.update(coupon, ["percent": 15])
    do {
      try await kiosk.coupons.delete(coupon)
      XCTFail("the receiver prevents it")
    } catch is CouponIsInUse {}
  }
}

struct CouponIsInUse: Error {}
