/// A callback for a signal's name that is registered as long as this value's owner keeps it.
///
/// It stands where the ancestors have a decorator: as a stored property of an object that lives as long as the callback
/// shall. A global would not do: Swift makes globals when they are first used, and nobody would use it.
/// ```swift
/// final class Cache {
///   private let onChange = OnSignal("server_details_changed") { _ in print("stale") }
/// }
/// ```
public final class OnSignal: Sendable {
  private let callback: SignalCallback

  /// Registers a callback.
  ///
  /// - Parameters:
  ///   - name: The signal's name.
  ///   - arguments: Arguments that the callback gets each time, before those of the fire.
  ///   - sender: The only sender whose signals it wants; by default any.
  ///   - namespace: Where the name counts.
  ///   - file: The file that names the callback in outcomes and reports.
  ///   - line: The line there.
  ///   - callback: What is called, with all arguments.
  public init(
    _ name: String, with arguments: SignalArguments = [], from sender: SignalSender? = nil,
    in namespace: SignalNamespace = .default, file: StaticString = #fileID, line: Int = #line,
    _ callback: @escaping @Sendable (SignalArguments) throws -> Void
  ) {
    self.callback = namespace.register(name, with: arguments, from: sender, file: file, line: line, callback)
  }

  deinit {
    callback.unregister()
  }
}
