import Foundation

/// Which source was tested, and in which job: from the variables of the continuous integration system, then from git.
package struct SourceRevision: Sendable, Hashable {
  package var repository: String?
  package var commit: String?
  package var branch: String?
  package var pullRequest: String?
  package var ciSystem: String?
  package var ciJob: String?
  package var ciAttempt: String?

  /// Detects the revision.
  ///
  /// - Parameters:
  ///   - environment: Where the variables of GitHub, GitLab, Jenkins, Buildkite and CircleCI are looked for.
  ///   - sourceRoot: A directory in the work tree; git's own files are read, no process is started.
  /// - Returns: What could be found out.
  package static func detect(environment: EnvironmentVariables, sourceRoot: String) -> SourceRevision {
    var revision = fromContinuousIntegration(environment)
    if revision.commit == nil || revision.branch == nil || revision.repository == nil,
      let git = GitRepository(containing: sourceRoot)
    {
      let head = git.head()
      revision.commit = revision.commit ?? head.commit
      revision.branch = revision.branch ?? head.branch
      revision.repository = revision.repository ?? git.origin()
    }
    revision.repository = revision.repository.map(withoutCredentials)
    return revision
  }

  private static func fromContinuousIntegration(_ environment: EnvironmentVariables) -> SourceRevision {
    var revision = SourceRevision()
    if environment["GITHUB_ACTIONS"] != nil {
      revision.ciSystem = "github"
      let server = environment["GITHUB_SERVER_URL"] ?? "https://github.com"
      revision.repository = environment["GITHUB_REPOSITORY"].map { "\(server)/\($0)" }
      revision.commit = environment["GITHUB_SHA"]
      revision.branch = environment["GITHUB_HEAD_REF"] ?? environment["GITHUB_REF_NAME"]
      // `refs/pull/123/merge` while a pull request is tested.
      let reference = environment["GITHUB_REF"]?.split(separator: "/") ?? []
      if reference.count > 2, reference[1] == "pull" { revision.pullRequest = String(reference[2]) }
      revision.ciJob = environment["GITHUB_JOB"]
      revision.ciAttempt = environment["GITHUB_RUN_ATTEMPT"]
    } else if environment["GITLAB_CI"] != nil {
      revision.ciSystem = "gitlab"
      revision.repository = environment["CI_PROJECT_URL"] ?? environment["CI_REPOSITORY_URL"]
      revision.commit = environment["CI_COMMIT_SHA"]
      revision.branch = environment["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] ?? environment["CI_COMMIT_REF_NAME"]
      revision.pullRequest = environment["CI_MERGE_REQUEST_IID"]
      revision.ciJob = environment["CI_JOB_NAME"]
      revision.ciAttempt = environment["CI_JOB_ID"]
    } else if environment["BUILDKITE"] != nil {
      revision.ciSystem = "buildkite"
      revision.repository = environment["BUILDKITE_REPO"]
      revision.commit = environment["BUILDKITE_COMMIT"].flatMap { $0 == "HEAD" ? nil : $0 }
      revision.branch = environment["BUILDKITE_BRANCH"]
      revision.pullRequest = environment["BUILDKITE_PULL_REQUEST"].flatMap { $0 == "false" ? nil : $0 }
      revision.ciJob = environment["BUILDKITE_LABEL"] ?? environment["BUILDKITE_STEP_KEY"]
      revision.ciAttempt = environment["BUILDKITE_RETRY_COUNT"]
    } else if environment["CIRCLECI"] != nil {
      revision.ciSystem = "circle"
      revision.repository = environment["CIRCLE_REPOSITORY_URL"]
      revision.commit = environment["CIRCLE_SHA1"]
      revision.branch = environment["CIRCLE_BRANCH"]
      revision.pullRequest =
        environment["CIRCLE_PR_NUMBER"]
        ?? environment["CIRCLE_PULL_REQUEST"]?.split(separator: "/").last.map(String.init)
      revision.ciJob = environment["CIRCLE_JOB"]
      revision.ciAttempt = environment["CIRCLE_BUILD_NUM"]
    } else if environment["JENKINS_URL"] != nil {
      revision.ciSystem = "jenkins"
      revision.repository = environment["GIT_URL"]
      revision.commit = environment["GIT_COMMIT"]
      revision.branch = environment["CHANGE_BRANCH"] ?? environment["BRANCH_NAME"]
      // Git's name of it, with the remote's name before it.
      if revision.branch == nil, let branch = environment["GIT_BRANCH"] {
        revision.branch = branch.hasPrefix("origin/") ? String(branch.dropFirst("origin/".count)) : branch
      }
      revision.pullRequest = environment["CHANGE_ID"]
      revision.ciJob = environment["JOB_NAME"]
      revision.ciAttempt = environment["BUILD_NUMBER"]
    }
    return revision
  }

  /// The address without `user:password@` and without a query: GitLab's carries a token, and a developer's own may.
  private static func withoutCredentials(_ address: String) -> String {
    guard let scheme = address.range(of: "://") else { return address }
    let rest = address[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
    var start = rest.startIndex
    if let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") {
      start = rest.index(after: at)
    } else if let at = rest.firstIndex(of: "@"), hasPassword(rest[..<at]) {
      // A password with a slash in it, which no address should hold unescaped.
      start = rest.index(after: at)
    }
    return String(address[..<scheme.upperBound] + rest[start...])
  }

  /// Whether what stands before the first slash is more than a host and its port.
  private static func hasPassword(_ text: Substring) -> Bool {
    let authority = text.prefix { $0 != "/" }
    guard !authority.hasPrefix("["), let colon = authority.firstIndex(of: ":") else { return false }
    return !authority[authority.index(after: colon)...].allSatisfy(\.isNumber)
  }
}
