/// The signals before and after one kind of operation.
///
/// The first can prevent it; the second tells its result, and is sent only if it succeeded.
/// ```swift
/// let restart = OperationSignals<[String], Server>("restart_server")
/// let server = try await restart.perform(["web"], by: pool, from: .type(Server.self)) { try await pool.start("web") }
/// ```
/// In the default namespace `create_instance` and its like belong to signals of the module ExhibitFixtures.
public struct OperationSignals<Arguments: Sendable, Output: Sendable>: Sendable {
  /// What is about to happen.
  public struct Will: Sendable {
    /// What the operation is asked to do.
    public let arguments: Arguments

    /// Who performs it.
    public let handler: any Sendable
  }

  /// What has happened.
  public struct Did: Sendable {
    /// What the operation was asked to do.
    public let arguments: Arguments

    /// What came of it.
    public let output: Output

    /// Who performed it.
    public let handler: any Sendable

    /// Of an update, the fields whose values are now others.
    public let updatedFields: [String: FieldChange]
  }

  /// Sent before the operation; a receiver that throws prevents it.
  public let will: WillSignal<Will>

  /// Sent after the operation succeeded.
  public let did: Signal<Did>

  /// Declares the signals `pre_<name>` and `post_<name>`.
  ///
  /// - Parameters:
  ///   - name: The operation's name.
  ///   - documentation: What the operation does, in a few words that follow "Before" and "After".
  ///   - namespace: Where the names count.
  public init(_ name: String, _ documentation: String = "", in namespace: SignalNamespace = .default) {
    let what = documentation.isEmpty ? name : documentation
    will = WillSignal("pre_" + name, "Before \(what).", in: namespace)
    did = Signal("post_" + name, "After \(what).", in: namespace)
  }

  /// Performs an operation between its signals.
  ///
  /// - Parameters:
  ///   - arguments: What it is asked to do.
  ///   - handler: Who performs it.
  ///   - sender: Whose signals they are, such as the type of what is operated on.
  ///   - isolation: The actor on which the operation runs; that of the caller by default.
  ///   - changes: Of an update, the changed fields of the result.
  ///   - operation: The operation.
  /// - Returns: What the operation returns.
  /// - Throws: The first error of a receiver that prevents it, or the operation's own; nothing is sent after it then.
  ///   A receiver that fails after the operation is reported: the operation has happened.
  @discardableResult
  public func perform(
    _ arguments: Arguments, by handler: any Sendable, from sender: SignalSender? = nil,
    isolation: isolated (any Actor)? = #isolation, changes: (Output) -> [String: FieldChange] = { _ in [:] },
    _ operation: () async throws -> Output
  ) async throws -> Output {
    try await will.ask(Will(arguments: arguments, handler: handler), from: sender)
    let output = try await operation()
    let did = Did(arguments: arguments, output: output, handler: handler, updatedFields: changes(output))
    SignalReports.reportFailures(of: await self.did.sendAsync(did, from: sender), signal: self.did.name)
    return output
  }
}
