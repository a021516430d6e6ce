/// What the process tells its caller when it ends.
enum ExitCode: Int32, Sendable {
  /// The verb did its work; for `test`, every test passed.
  case success = 0
  /// Tests failed, crashed or hung.
  case testsFailed = 1
  /// The command line or the configuration is wrong.
  case usage = 2
  /// A planned test has no result.
  case incomplete = 3
  /// Input cannot be read.
  case unreadableInput = 4
}
