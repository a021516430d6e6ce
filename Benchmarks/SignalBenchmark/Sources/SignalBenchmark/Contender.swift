/// One way to tell receivers of something.
protocol Contender: AnyObject {
  var name: String { get }

  /// How often receivers were called that capture something.
  var calls: Int { get }

  /// Adds receivers.
  func add(_ count: Int, _ receivers: Receivers) throws

  /// How often receivers are called in a send to that many.
  func calls(of count: Int) -> Int

  /// Sends that many times.
  func send(_ count: Int)
}

extension Contender {
  func calls(of count: Int) -> Int { count }
}
