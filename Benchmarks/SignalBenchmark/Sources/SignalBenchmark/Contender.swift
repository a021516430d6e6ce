/// One way to tell receivers of something.
protocol Contender: AnyObject {
  var name: String { get }

  /// How often receivers were called.
  var calls: Int { get }

  /// Adds receivers, each a closure that captures an object and adds what it gets to a sum there.
  func add(_ count: Int) throws

  /// Sends that many times.
  func send(_ count: Int)
}
