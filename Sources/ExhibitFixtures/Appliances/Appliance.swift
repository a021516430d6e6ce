/// A system under test.
///
/// What is known about it and expensive to find out is declared as its details, see ``CachedDetail``. Nothing of Exhibit
/// keeps an appliance alive.
///
/// ```swift
/// final class Server: Appliance {
///   let id: String
///   static let details = CachedDetail<Server, Details>("configuration_details", staleOn: [.serverDetailsChanged]) {
///     try $0.fetchDetails()
///   }
/// }
/// ```
public protocol Appliance: AnyObject, Sendable {
  /// What the appliance is known by, in every process of a run: its name or address. It never changes.
  var id: String { get }
}
