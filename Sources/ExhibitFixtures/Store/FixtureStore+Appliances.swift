/// The appliance that tests are about.
extension FixtureStore {
  @TaskLocal private static var stack: [any Appliance] = []

  /// The appliance that is the current one in this task, or, where no task is, on this thread; `nil` if there is none.
  public static var currentAppliance: (any Appliance)? { stack.last }

  /// The current appliance, if it is of this type.
  public static func currentAppliance<Kind: Appliance>(as type: Kind.Type) -> Kind? { stack.last as? Kind }

  /// Makes an appliance the current one while the closure runs; before and after it is the one that was.
  ///
  /// Tasks that are started inside inherit it. It is held until the closure has ended.
  ///
  /// - Returns: What the closure returns.
  public static func withAppliance<Result, Failure: Error>(
    _ appliance: any Appliance, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let result = $stack.withValue(stack + [appliance]) {
      Swift.Result { () throws(Failure) -> Result in try body() }
    }
    return try result.get()
  }

  /// Makes an appliance the current one while the asynchronous closure runs, on the caller's actor.
  ///
  /// - Returns: What the closure returns.
  public static func withAppliance<Result, Failure: Error>(
    _ appliance: any Appliance, isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    let result: Swift.Result<Result, Failure> = await $stack.withValue(stack + [appliance]) {
      do throws(Failure) {
        return .success(try await body())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
