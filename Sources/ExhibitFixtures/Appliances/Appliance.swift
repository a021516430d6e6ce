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

  /// The details of this type that are to be known by name before they have been used; none by default.
  ///
  /// Swift makes a static constant when it is first used, so that nobody could tell a misspelled name from one that was
  /// not used yet.
  static var declaredDetails: [any ApplianceDetail] { get }
}

extension Appliance {
  /// None: details are known by name once they have been used.
  public static var declaredDetails: [any ApplianceDetail] { [] }
}
