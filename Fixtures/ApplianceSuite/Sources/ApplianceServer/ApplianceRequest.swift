import Foundation

/// A request, independent of the HTTP library.
struct ApplianceRequest: Sendable {
  var method: String
  /// The path without the query.
  var path: String
  var query: [String: String] = [:]
  var contentType: String?
  var body = Data()
}
