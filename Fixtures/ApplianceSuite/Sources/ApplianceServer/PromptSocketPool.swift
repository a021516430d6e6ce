import FlyingFox
import FlyingSocks
import Foundation

/// A pool whose sockets send small packets at once.
///
/// The HTTP library writes the head of a reply and its body separately. Without this the body
/// waits some 40 ms for the other side's acknowledgement of the head. On Linux connections
/// inherit the option from the socket that listens.
struct PromptSocketPool: AsyncSocketPool {
  private let base: any AsyncSocketPool = HTTPServer.defaultPool()

  func prepare() async throws {
    try await base.prepare()
  }

  func run() async throws {
    try await base.run()
  }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    try socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}
