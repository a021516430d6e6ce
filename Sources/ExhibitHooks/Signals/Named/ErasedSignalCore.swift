/// A signal whose payload type is not known.
protocol ErasedSignalCore: AnyObject, Sendable {
  var declaration: SignalNamespace.Declaration { get }
  static var payloadName: String { get }
  var meta: MetaSignals { get }
  /// Connects a callback without running any code of others.
  func insert(_ callback: SignalCallback) -> SignalConnection
  func fire(_ arguments: SignalArguments, from sender: SignalSender?) -> SendResult
  func fireAsync(
    _ arguments: SignalArguments, from sender: SignalSender?, isolation: isolated (any Actor)?
  ) async -> SendResult
}

extension SignalCore: ErasedSignalCore {
  var declaration: SignalNamespace.Declaration {
    SignalNamespace.Declaration(
      name: name, documentation: documentation, payload: SignalNamespace.Declaration.name(of: Payload.self))
  }

  static var payloadName: String { SignalNamespace.Declaration.name(of: Payload.self, withModules: true) }

  func insert(_ callback: SignalCallback) -> SignalConnection {
    let body: ReceiverBody<Payload> =
      switch callback.isAsynchronous {
      case false:
        .returning { sender, payload, fired in
          try callback.call(fired ?? Self.arguments(of: payload), from: sender)
        }
      case true:
        .asynchronous { sender, payload, fired in
          try await callback.callAsync(fired ?? Self.arguments(of: payload), from: sender)
        }
      }
    return insert(ReceiverEntry(callback.receiverName, callback.terms, body))
  }

  func fire(_ arguments: SignalArguments, from sender: SignalSender?) -> SendResult {
    guard let payload = Self.payload(of: arguments) else { return mismatch }
    guard gate.isOccupied, !gate.isMuted else { return SendResult() }
    return send(payload, from: sender, to: snapshot, arguments: arguments)
  }

  func fireAsync(
    _ arguments: SignalArguments, from sender: SignalSender?, isolation: isolated (any Actor)?
  ) async -> SendResult {
    guard let payload = Self.payload(of: arguments) else { return mismatch }
    return await sendAsync(payload, from: sender, arguments: arguments, isolation: isolation)
  }

  private var mismatch: SendResult {
    let error = SignalError(
      code: .payloadMismatch,
      message: "signal '\(name)' carries \(Self.payloadName), and the arguments that it was fired with are not that")
    return .refused(error, signal: name)
  }

  /// What typed receivers get of the arguments: nothing, all, or the first, whatever comes after it.
  private static func payload(of arguments: SignalArguments) -> Payload? {
    if Payload.self == Void.self { return () as? Payload }
    if Payload.self == SignalArguments.self { return arguments as? Payload }
    return arguments.positional.isEmpty ? nil : arguments.positional[0] as? Payload
  }

  private static func arguments(of payload: Payload) -> SignalArguments {
    if let arguments = payload as? SignalArguments { return arguments }
    return Payload.self == Void.self ? [] : [payload]
  }
}

extension SignalNamespace.Declaration {
  /// Names a type with the types that it is declared in: the payloads of all operations are called `Will` and `Did`.
  static func name(of type: Any.Type, withModules: Bool = false) -> String {
    var (name, word, rest) = ("", "", String(reflecting: type)[...])
    // The first word of several with dots between them is a module's.
    var isFirst = true
    while let next = rest.popFirst() {
      // What the runtime says of private types differs from process to process.
      let isNoise = next == "(" && (rest.hasPrefix("unknown context at ") || rest.hasPrefix("extension in "))
      if isNoise, let end = rest.firstIndex(of: ")") {
        rest = rest[end...].dropFirst(2)
      } else if next.isLetter || next.isNumber || next == "_" {
        word.append(next)
      } else {
        if next != "." || !isFirst || withModules && word != "Swift" { name += word + String(next) }
        word = ""
        isFirst = next != "." && next != ">"
      }
    }
    return name + word
  }
}
