import Foundation

/// Builds each sample package once in this process, one after the other, since each build takes all processors.
actor SampleBuilds {
  static let shared = SampleBuilds()

  private var builds: [String: Task<Void, any Error>] = [:]
  private var last: Task<Void, any Error>?

  /// Waits until the build of that name is done; the first who asks for it begins it.
  func finish(_ name: String, _ build: @escaping @Sendable () async throws -> Void) async throws {
    if let task = builds[name] { return try await task.value }
    let task = Task { [last] in
      _ = await last?.result
      try await build()
    }
    builds[name] = task
    last = task
    try await task.value
  }
}
