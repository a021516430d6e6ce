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
    // What the signals tell, as signals of its own, which can be recorded in their order.
    let told = Signal<String>("told", in: SignalNamespace())
    let tellers = [
      try Signals.createInstance.will.connect { _, will in told.send("pre_create_instance \(will.arguments)") },
      try Signals.createInstance.did.connect { did in
        told.send("post_create_instance \(did.arguments) \((did.output as? Coupon)?.code ?? "")")
      },
      try Signals.updateInstance.will.connect { _, will in told.send("pre_update_instance \(will.arguments)") },
      try Signals.updateInstance.did.connect { did in
        let change = did.updatedFields["percent"]
        told.send("post_update_instance \(did.arguments) \(change?.from ?? "") \(change?.to ?? "")")
      },
      try Signals.deleteInstance.will.connect { _, will in told.send("pre_delete_instance \(will.arguments)") },
      try Signals.deleteInstance.did.connect { did in told.send("post_delete_instance \(did.arguments)") },
    ]
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
    defer { for connection in tellers + connections { connection.disconnect() } }
    let sent = try await told.recording {
      let coupon = try await kiosk.coupons.create(["code": "SPRING", "percent": 10])
      try await kiosk.coupons.update(coupon, ["percent": 15])
      do {
        try await kiosk.coupons.delete(coupon)
        XCTFail("the receiver prevents it")
      } catch is CouponIsInUse {}
    }
    XCTAssertEqual(
      sent.map(\.payload),
      [
        "pre_create_instance coupons", "post_create_instance coupons SPRING", "pre_update_instance coupons/1",
        "post_update_instance coupons/1 10 15", "pre_delete_instance coupons/1",
      ])
  }
}

struct CouponIsInUse: Error {}
