extension SignalCore {
  @inlinable @discardableResult
  func send(_ payload: Payload, from sender: SignalSender?) -> SendResult {
    guard gate.isOccupied, !gate.isMuted else { return SendResult() }
    // Read before the receivers are: who leaves after this shows as a departure.
    let departures = gate.departures
    let snapshot = snapshot
    guard let bodies = snapshot.plainBodies else { return send(payload, from: sender, to: snapshot) }
    var marks: [SendResult.Mark] = []
    for index in bodies.indices {
      if gate.departures != departures, !snapshot.entries[index].terms.isActive {
        marks.append(SendResult.Mark(index: index, result: nil))
        continue
      }
      do {
        try bodies[index].call(payload)
      } catch {
        marks.append(SendResult.Mark(index: index, result: .failure(error)))
      }
    }
    return SendResult(receivers: snapshot.names, marks: marks)
  }

  /// Sends to receivers of any kind; a signal that is fired by its name also has the arguments.
  @inlinable @inline(never)
  func send(
    _ payload: Payload, from sender: SignalSender?, to snapshot: ReceiverSnapshot<Payload>,
    arguments: SignalArguments? = nil
  ) -> SendResult {
    let sender = sender?.ifAnybody
    let entries = snapshot.entries
    var delivery = Delivery(sender: sender)
    for index in entries.indices {
      let entry = entries[index]
      guard delivery.reaches(entry.terms, at: index) else { continue }
      switch entry.body {
      case .plain(let body):
        do { try body(payload) } catch { delivery.mark(index, .failure(error)) }
      case .told(let body):
        do { try body(sender, payload) } catch { delivery.mark(index, .failure(error)) }
      case .returning(let body):
        delivery.mark(index, Result { try body(sender, payload, arguments) })
      case .asynchronous:
        delivery.mark(index, .failure(refusal(of: entry.name)))
      }
    }
    if delivery.hasMetDead { prune() }
    return SendResult(receivers: snapshot.names, marks: delivery.marks)
  }

  /// What becomes of an asynchronous receiver in a send that cannot wait.
  @usableFromInline
  func refusal(of receiver: String) -> SignalError {
    let error = SignalError.asynchronousReceiver(receiver, of: name)
    SignalReports.report(error.message)
    return error
  }

  func sendAsync(
    _ payload: Payload, from sender: SignalSender?, arguments: SignalArguments? = nil, concurrently: Bool = false,
    isolation: isolated (any Actor)?
  ) async -> SendResult {
    guard gate.isOccupied, !gate.isMuted else { return SendResult() }
    let sender = sender?.ifAnybody
    let snapshot = snapshot
    let entries = snapshot.entries
    var delivery = Delivery(sender: sender)
    if concurrently {
      let reached = entries.indices.filter { delivery.reaches(entries[$0].terms, at: $0) }
      await withTaskGroup(of: SendResult.Mark.self) { group in
        for index in reached {
          let body = entries[index].body
          group.addTask {
            let result = await Self.call(body, sender, payload, arguments, isolation: nil)
            return SendResult.Mark(index: index, result: result)
          }
        }
        for await mark in group { delivery.mark(mark.index, mark.result) }
      }
      delivery.sortMarks()
    } else {
      for index in entries.indices where delivery.reaches(entries[index].terms, at: index) {
        delivery.mark(
          index, await Self.call(entries[index].body, sender, payload, arguments, isolation: isolation))
      }
    }
    if delivery.hasMetDead { prune() }
    return SendResult(receivers: snapshot.names, marks: delivery.marks)
  }

  private static func call(
    _ body: ReceiverBody<Payload>, _ sender: SignalSender?, _ payload: Payload, _ arguments: SignalArguments?,
    isolation: isolated (any Actor)?
  ) async -> Result<any Sendable, any Error> {
    do {
      switch body {
      case .plain(let body): return .success(try body(payload))
      case .told(let body): return .success(try body(sender, payload))
      case .returning(let body): return .success(try body(sender, payload, arguments))
      case .asynchronous(let body): return .success(try await body(sender, payload, arguments))
      }
    } catch {
      return .failure(error)
    }
  }
}
