public import ExhibitHooks

/// The signals about resources and users, thirteen in all.
///
/// Each operation has one before it, which can prevent it, and one after it, which is sent only if it succeeded. Their
/// sender is the type of the resource, of a nested one the nested type; their arguments are the whole path; their handler
/// is the ``ResourceProvider``.
///
/// | signal | result |
/// | --- | --- |
/// | `pre_get_instance`, `post_get_instance` | the instance |
/// | `pre_get_list`, `post_get_list` | the instances |
/// | `pre_create_instance`, `post_create_instance` | the instance |
/// | `pre_update_instance`, `post_update_instance` | the instance, and each changed field with its old and new value |
/// | `pre_delete_instance`, `post_delete_instance` | the instance as it was |
/// | `authorized_user`, `unauthorized_user` | sender: the name of the ``UserProvider`` |
/// | `pre_get_user_details` | collects details; sender: the name of the ``UserProvider`` |
public struct ResourceSignals: Sendable {
  /// The signals around an operation on one instance.
  public typealias Instance = OperationSignals<ResourcePath, any Resource>

  /// The signals around the listing of instances.
  public typealias List = OperationSignals<ResourcePath, [any Resource]>

  /// Around the reading of an instance.
  public let getInstance: Instance

  /// Around the reading of all instances of a collection.
  public let getList: List

  /// Around the creation of an instance.
  public let createInstance: Instance

  /// Around the change of an instance.
  public let updateInstance: Instance

  /// Around the deletion of an instance; the one that is told of afterwards is there no more.
  public let deleteInstance: Instance

  /// Somebody is known to a provider of users.
  public let authorizedUser: Signal<UserDetails>

  /// Nobody is known to a provider of users.
  public let unauthorizedUser: Signal<UnauthorizedUser>

  /// Collects more details of a user before who asked for them sees them.
  public let preGetUserDetails: CollectingSignal<UserDetails>

  /// Those that are sent if nobody says otherwise.
  public static let `default` = ResourceSignals(in: .default)

  /// Declares the signals in a namespace.
  public init(in namespace: SignalNamespace) {
    getInstance = Instance("get_instance", "an instance of a resource is read", in: namespace)
    getList = List("get_list", "the instances of a resource are listed", in: namespace)
    createInstance = Instance("create_instance", "an instance of a resource is created", in: namespace)
    updateInstance = Instance("update_instance", "an instance of a resource is changed", in: namespace)
    deleteInstance = Instance("delete_instance", "an instance of a resource is deleted", in: namespace)
    authorizedUser = Signal(
      "authorized_user", "A user is known; the sender is the name of the provider.", in: namespace)
    unauthorizedUser = Signal(
      "unauthorized_user", "A user is not known; the sender is the name of the provider.", in: namespace)
    preGetUserDetails = CollectingSignal(
      "pre_get_user_details", "Collects more details of a user; the sender is the name of the provider.",
      in: namespace)
  }
}
