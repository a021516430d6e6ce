/// Where it is noted what is to be deleted again, so that another process can do it if this one dies.
package protocol ResourceLedger: Sendable {
  /// Notes that something is about to be created.
  ///
  /// - Parameters:
  ///   - collection: Where.
  ///   - provider: The name of the provider.
  ///   - place: Where the provider's things are.
  /// - Returns: The number of the note.
  func willCreate(in collection: ResourcePath, provider: String, place: String) -> Int

  /// Notes what was created.
  func created(_ path: ResourcePath, number: Int)

  /// Notes that it is gone, or was never created.
  func gone(number: Int)
}
