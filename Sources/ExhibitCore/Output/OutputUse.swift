/// Whether a session may take the streams of its process.
enum OutputUse {
  /// They are not the session's.
  case never
  /// Only if a configuration says so: nobody is known to wait for what comes late.
  case ifWanted
  case byDefault
}
