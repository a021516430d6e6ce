/// What a customer wants to buy.
public struct Basket: Sendable, Encodable {
  /// The prices, in cents.
  public var prices: [Int]

  /// Creates a basket.
  public init(prices: [Int]) {
    self.prices = prices
  }

  /// The sum of the prices.
  public var total: Int { prices.reduce(0, +) }
}
