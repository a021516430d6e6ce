/// What became of a signal that was sent: one outcome for each receiver that was called, in order.
public struct SendResult: Sendable {
  /// What became of one receiver.
  public struct Outcome: Sendable {
    /// The receiver's name.
    public let receiver: String

    /// What it returned, or the error that it threw.
    public let result: Result<any Sendable, any Error>

    /// The error that it threw, if it threw one.
    public var error: (any Error)? {
      guard case .failure(let error) = result else { return nil }
      return error
    }
  }

  /// What there is to say of the receiver at a place, beyond that it returned nothing.
  @usableFromInline
  struct Mark: Sendable {
    let index: Int
    /// `nil` if it was not called.
    @usableFromInline let result: Result<any Sendable, any Error>?

    @usableFromInline
    init(index: Int, result: Result<any Sendable, any Error>?) {
      self.index = index
      self.result = result
    }
  }

  // The outcomes are put together when somebody asks, which few do: a send is to cost little more than its calls.
  @usableFromInline let receivers: [String]
  @usableFromInline let marks: [Mark]

  @inlinable
  init(receivers: [String] = [], marks: [Mark] = []) {
    self.receivers = receivers
    self.marks = marks
  }

  /// Nobody could be called.
  @usableFromInline
  static func refused(_ error: SignalError, signal: String) -> SendResult {
    SendResult(receivers: [signal], marks: [Mark(index: 0, result: .failure(error))])
  }

  /// The outcomes in order.
  public var outcomes: [Outcome] {
    var marks = marks[...]
    return receivers.enumerated().compactMap { index, name in
      guard let mark = marks.first, mark.index == index else { return Outcome(receiver: name, result: .success(())) }
      marks.removeFirst()
      return mark.result.map { Outcome(receiver: name, result: $0) }
    }
  }

  /// The outcomes of the receivers that threw.
  public var failures: [Outcome] {
    marks.compactMap { mark in
      guard let result = mark.result, case .failure = result else { return nil }
      return Outcome(receiver: receivers[mark.index], result: result)
    }
  }

  /// What the receivers returned that returned something of this type, in order.
  @inlinable
  public func values<Value>(of type: Value.Type = Value.self) -> [Value] {
    marks.compactMap { mark in
      guard case .success(let value) = mark.result else { return nil }
      return value as? Value
    }
  }

  /// Throws the first error of a receiver, if any receiver threw.
  public func throwIfFailed() throws {
    for mark in marks {
      if case .failure(let error) = mark.result { throw error }
    }
  }
}
