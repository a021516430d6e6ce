import CExhibitRecord

/// Work beside the tests that may be cut off at any moment: the process does not wait for it.
package final class BackgroundTask: Sendable {
  private let body: @Sendable () -> Void

  private init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }

  /// Runs a closure on a thread of its own; without one to be had, not at all.
  package static func start(_ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(BackgroundTask(body))
    let code = exhibit_run_in_background(
      { Unmanaged<BackgroundTask>.fromOpaque($0).takeRetainedValue().body() }, context.toOpaque())
    if code != 0 { context.release() }
  }
}
