import Foundation

/// The environment of this process without what would change how sample packages run.
enum CleanEnvironment {
  /// Those of Exhibit and of the samples, of continuous integration systems, and what a test runner sets for itself.
  private static let dropped = [
    "EXHIBIT_", "BEHAVIOUR_", "APPLIANCE_", "CI", "GITHUB_", "GITLAB_", "RUNNER_", "BUILDKITE", "CIRCLE", "JENKINS_",
    "NODE_NAME", "SWIFT_TESTING_", "SWIFT_BACKTRACE", "LLVM_PROFILE_FILE", "XCTest",
  ]

  /// The variables that stay, and some more.
  static func with(_ variables: [String: String]) -> [String: String] {
    ProcessInfo.processInfo.environment
      .filter { variable in !dropped.contains { variable.key.hasPrefix($0) } }
      .merging(["NO_COLOR": "1"]) { $1 }
      .merging(variables) { $1 }
  }
}
