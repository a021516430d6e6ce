import Exhibit
import ExhibitHTTP
import Foundation

/// Names the server that outlives the processes of the tests, if there is one, so that what a process left there that
/// crashed is deleted by the next.
final class ExhibitSetup: RunSetup {
  static func setUp(_ hooks: HookEngine) throws {
    if let provider = sharedProvider { ResourceProviders.register(provider) }
  }

  /// The server at `APPLIANCE_URL`.
  static var sharedProvider: HTTPProvider? {
    ProcessInfo.processInfo.environment["APPLIANCE_URL"].flatMap(URL.init(string:)).map {
      HTTPProvider(name: "shared appliance", service: HTTPService($0))
    }
  }
}
