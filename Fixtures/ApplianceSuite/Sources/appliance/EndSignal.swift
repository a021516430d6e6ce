@preconcurrency import Dispatch
import Foundation

/// Tells when the server has to end: on SIGTERM, and when its standard input ends.
///
/// Whoever starts the server holds the other end of its standard input, so the server never
/// survives a starter that crashes.
final class EndSignal: Sendable {
  private let ends: AsyncStream<Void>
  private let termination: any DispatchSourceSignal

  init() {
    let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
    self.ends = ends

    signal(SIGPIPE, SIG_IGN)
    signal(SIGTERM, SIG_IGN)
    termination = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
    termination.setEventHandler { continuation.finish() }
    termination.resume()

    Thread.detachNewThread {
      Self.readInputToItsEnd()
      continuation.finish()
    }
  }

  /// Returns as soon as the server has to end, which it must do within five seconds.
  func wait() async {
    for await _ in ends {}
    alarm(5)
  }

  private static func readInputToItsEnd() {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      var count = 1
      while count > 0 || (count < 0 && errno == EINTR) {
        count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
      }
    }
  }
}
