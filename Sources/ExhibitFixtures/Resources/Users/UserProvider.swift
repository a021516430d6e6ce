import ExhibitHooks

/// Who knows the user in whose name the tests act.
public protocol UserProvider: Sendable {
  /// The provider's name: the sender of the signals about users.
  var name: String { get }

  /// Reads the details of the user.
  ///
  /// - Returns: The details, `nil` if nobody is authenticated.
  /// - Throws: Anything if that cannot be found out; then no signal is sent.
  func authenticatedUser() async throws -> ResourceFields?
}

extension UserProvider {
  /// Reads the details of the user, and has them enriched.
  ///
  /// `authorized_user` or `unauthorized_user` is sent first; then the receivers of `pre_get_user_details` add to the
  /// details, each as the one before left them. One that fails leaves them as they were, and is reported.
  ///
  /// - Parameter signals: The signals that are sent.
  /// - Returns: The details, with what was added, and with the provider's name as `provider` if they do not say it.
  /// - Throws: ``ResourceError`` if nobody is authenticated, or what the provider throws.
  public func userDetails(signals: ResourceSignals = .default) async throws -> UserDetails {
    guard var fields = try await authenticatedUser() else {
      let payload = UnauthorizedUser(handler: self)
      SignalReports.reportFailures(
        of: await signals.unauthorizedUser.sendAsync(payload, from: .value(name)), signal: signals.unauthorizedUser.name
      )
      throw ResourceError(code: .unauthorized, path: [], message: "nobody is authenticated at '\(name)'")
    }
    if fields["provider"] == nil { fields["provider"] = .string(name) }
    let details = UserDetails(fields: fields, handler: self)
    SignalReports.reportFailures(
      of: await signals.authorizedUser.sendAsync(details, from: .value(name)), signal: signals.authorizedUser.name)
    let (enriched, result) = await signals.preGetUserDetails.collectAsync(details, from: .value(name))
    SignalReports.reportFailures(of: result, signal: signals.preGetUserDetails.name)
    return enriched
  }
}
