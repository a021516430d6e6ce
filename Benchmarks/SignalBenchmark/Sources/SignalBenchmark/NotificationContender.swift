import Foundation

/// Foundation's notification center, with the number as the object of the notification.
final class NotificationContender: Contender {
  let name = "NotificationCenter"
  private let tally = Tally()
  private let center = NotificationCenter()
  private let notification = Notification.Name("benchmark")
  private var observers: [any NSObjectProtocol] = []

  var calls: Int { tally.value }

  func add(_ count: Int, _ receivers: Receivers) {
    for _ in 0..<count {
      switch receivers {
      case .capturing: observe { [tally] notification in tally.add(notification.object as? Int ?? 0) }
      case .bare: observe { notification in Total.add(notification.object as? Int ?? 0) }
      }
    }
  }

  func send(_ count: Int) {
    for _ in 0..<count { center.post(name: notification, object: 1) }
  }

  private func observe(_ body: @escaping @Sendable (Notification) -> Void) {
    observers.append(center.addObserver(forName: notification, object: nil, queue: nil, using: body))
  }
}
