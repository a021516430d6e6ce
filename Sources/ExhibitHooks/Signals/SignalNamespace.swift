import ExhibitSupport

/// A place where the names of signals count: the same name is the same signal.
public final class SignalNamespace: Sendable {
  /// A signal that was declared.
  public struct Declaration: Sendable {
    /// Its name.
    public let name: String

    /// What it means.
    public let documentation: String

    /// The name of its payload's type, with the types that it is declared in.
    public let payload: String
  }

  private struct Entry {
    let core: any ErasedSignalCore
    /// `false` while there are only callbacks for the name.
    let isDeclared: Bool
    /// Those that move over when the name is declared.
    private(set) var callbacks: [SignalCallback] = []
    private var roomForCallbacks = 64

    var isUsed: Bool { isDeclared || callbacks.contains { $0.isRegistered } }

    init(core: any ErasedSignalCore, isDeclared: Bool = false) {
      self.core = core
      self.isDeclared = isDeclared
    }

    /// Adds a callback, which nobody else has yet.
    ///
    /// - Returns: What is to be let go outside of the lock.
    mutating func add(_ callback: SignalCallback) -> [SignalCallback] {
      var before: [SignalCallback] = []
      if !isDeclared {
        if callbacks.count >= roomForCallbacks {
          before = callbacks
          callbacks = before.filter(\.isRegistered)
          roomForCallbacks = max(64, callbacks.count * 2)
        }
        callbacks.append(callback)
      }
      _ = callback.use(core.insert(callback))
      return before
    }
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var reportedNames: Set<String> = []
    /// How many names there may be before those are looked for that nobody uses any more.
    var roomForNames = 256

    /// Takes out names that nobody declared and for which no callback is left, when there are twice as many as after
    /// the last time.
    ///
    /// - Returns: What is to be let go outside of the lock.
    mutating func sweep() -> [Entry] {
      guard entries.count > roomForNames else { return [] }
      let unused = entries.filter { !$0.value.isUsed }
      for name in unused.keys { entries[name] = nil }
      roomForNames = max(256, entries.count * 2)
      return Array(unused.values)
    }
  }

  /// Where signals are declared that name no other place.
  public static let `default`: SignalNamespace = {
    let namespace = SignalNamespace()
    Signals.declare(in: namespace)
    isDefaultInUse.exchange(true)
    let declarations = waiting.withLock { waiting in
      defer { waiting = Waiting(isOver: true) }
      return waiting.declarations
    }
    for declaration in declarations { declaration.declare(namespace) }
    return namespace
  }()

  /// Whether anybody has asked for the default namespace, without which none of its signals has a receiver.
  package static var mayHaveReceivers: Bool { isDefaultInUse.isSet }

  private static let isDefaultInUse = AtomicFlag(false)

  /// What is declared in the default namespace when somebody first asks for it.
  ///
  /// Types of its own, because the runtime is four times as long about one that is made of optionals or functions.
  private struct Waiting {
    struct Declaration {
      let declare: @Sendable (SignalNamespace) -> Void
    }

    var declarations: [Declaration] = []
    var isOver = false
  }

  private static let waiting = Locked(Waiting())

  /// Declares signals in the default namespace, at the latest when somebody asks for it.
  ///
  /// - Parameter declare: Is given the namespace; it must not use the default one by itself.
  package static func declareInDefault(_ declare: @escaping @Sendable (SignalNamespace) -> Void) {
    let isOver = waiting.withLock { waiting in
      if !waiting.isOver { waiting.declarations.append(Waiting.Declaration(declare: declare)) }
      return waiting.isOver
    }
    if isOver { declare(.default) }
  }

  private let state = Locked(State())

  /// Creates a namespace, for signals that are nobody else's.
  public init() {}

  /// The signals that were declared, by name.
  public var declarations: [Declaration] {
    let cores = state.withLock { $0.entries.values.filter(\.isDeclared).map(\.core) }
    return cores.map(\.declaration).sorted { $0.name < $1.name }
  }

  /// The signal of a name, made if this is its first declaration.
  func core<Payload>(
    _ name: String, documentation: String, payload: Payload.Type
  ) -> Result<SignalCore<Payload>, SignalError> {
    var left: [SignalConnection] = []
    // What had the name before its declaration, if anything, is let go outside of the lock.
    let (result, before) = state.withLock { state -> (Result<SignalCore<Payload>, SignalError>, Entry?) in
      let entry = state.entries[name]
      if let entry, entry.isDeclared {
        if let core = entry.core as? SignalCore<Payload> {
          core.document(documentation)
          return (.success(core), nil)
        }
        let message = """
          signal '\(name)' is declared with the payload \(SignalCore<Payload>.payloadName), but it was declared before with \
          \(type(of: entry.core).payloadName): give one of them another name or a namespace of its own
          """
        return (.failure(SignalError(code: .payloadMismatch, message: message)), nil)
      }
      let core = SignalCore<Payload>(name: name, documentation: documentation)
      state.entries[name] = Entry(core: core, isDeclared: true)
      // Callbacks that came before move over, in their order. A fire that is under way still finds them where they were.
      for callback in entry?.callbacks ?? [] {
        let connection = core.insert(callback)
        if !callback.use(connection) { left.append(connection) }
      }
      return (.success(core), entry)
    }
    withExtendedLifetime(before) { for connection in left { connection.disconnect() } }
    return result
  }

  /// Connects a callback to the signal of its name, or to a stand-in until the name is declared.
  func add(_ callback: SignalCallback) -> SignalCallback {
    let name = callback.signalName
    let (core, before) = state.withLock { state -> ((any ErasedSignalCore)?, ([Entry], [SignalCallback])) in
      let swept = state.sweep()
      let standIn = { Entry(core: SignalCore<SignalArguments>(name: name, documentation: "")) }
      let left = state.entries[name, default: standIn()].add(callback)
      return (state.entries[name]?.core, (swept, left))
    }
    withExtendedLifetime(before) {}
    core?.meta.tell(.connected, callback.receiverName, of: name)
    return callback
  }

  /// How many names there are, for tests that nothing is kept.
  var nameCount: Int { state.withLock { $0.entries.count } }

  /// What is fired by a name, if there is anything; that nobody declared the name is reported once.
  func core(toFire name: String) -> (any ErasedSignalCore)? {
    let (core, candidates) = state.withLock { state -> ((any ErasedSignalCore)?, [String]?) in
      let entry = state.entries[name]
      guard entry?.isDeclared != true, state.reportedNames.count < 1000, state.reportedNames.insert(name).inserted
      else { return (entry?.core, nil) }
      return (entry?.core, state.entries.filter(\.value.isDeclared).keys.sorted())
    }
    if let candidates {
      let hint = NearestSpelling.nearest(to: name, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
      SignalReports.report("signal '\(name)' was fired, but nobody declared it\(hint)")
    }
    return core
  }
}
