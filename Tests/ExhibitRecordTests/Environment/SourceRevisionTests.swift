import TestSupport
import Testing

@testable import ExhibitRecord

@Suite struct SourceRevisionTests {
  private func detect(_ variables: [String: String]) throws -> SourceRevision {
    SourceRevision.detect(environment: EnvironmentVariables(variables), sourceRoot: "/")
  }

  @Test func gitHub() throws {
    let revision = try detect([
      "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "o/r", "GITHUB_SHA": "abc", "GITHUB_REF_NAME": "main",
      "GITHUB_REF": "refs/heads/main", "GITHUB_JOB": "test", "GITHUB_RUN_ATTEMPT": "2",
    ])
    #expect(
      revision
        == SourceRevision(
          repository: "https://github.com/o/r", commit: "abc", branch: "main", pullRequest: nil, ciSystem: "github",
          ciJob: "test", ciAttempt: "2"))
  }

  @Test func aPullRequestOnGitHub() throws {
    let revision = try detect([
      "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://git.example", "GITHUB_REPOSITORY": "o/r",
      "GITHUB_SHA": "abc", "GITHUB_REF_NAME": "12/merge", "GITHUB_HEAD_REF": "topic",
      "GITHUB_REF": "refs/pull/12/merge",
    ])
    #expect((revision.branch, revision.pullRequest) == ("topic", "12"))
    #expect(revision.repository == "https://git.example/o/r")
  }

  @Test func aMergeRequestOnGitLab() throws {
    let revision = try detect([
      "GITLAB_CI": "true", "CI_PROJECT_URL": "https://gitlab.example/g/p", "CI_COMMIT_SHA": "abc",
      "CI_COMMIT_REF_NAME": "refs/merge-requests/7/head", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "topic",
      "CI_MERGE_REQUEST_IID": "7", "CI_JOB_NAME": "unit", "CI_JOB_ID": "991",
    ])
    #expect(
      revision
        == SourceRevision(
          repository: "https://gitlab.example/g/p", commit: "abc", branch: "topic", pullRequest: "7",
          ciSystem: "gitlab",
          ciJob: "unit", ciAttempt: "991"))
  }

  @Test func theTokenOfAGitLabJobIsNotRecorded() throws {
    let revision = try detect([
      "GITLAB_CI": "true", "CI_REPOSITORY_URL": "https://gitlab-ci-token:glcbt-secret@gitlab.example/g/p.git",
    ])
    #expect(revision.repository == "https://gitlab.example/g/p.git")
  }

  @Test func buildkite() throws {
    let revision = try detect([
      "BUILDKITE": "true", "BUILDKITE_REPO": "git@github.com:o/r.git", "BUILDKITE_COMMIT": "abc",
      "BUILDKITE_BRANCH": "main", "BUILDKITE_PULL_REQUEST": "false", "BUILDKITE_STEP_KEY": "unit",
      "BUILDKITE_RETRY_COUNT": "1",
    ])
    #expect(
      revision
        == SourceRevision(
          repository: "git@github.com:o/r.git", commit: "abc", branch: "main", pullRequest: nil, ciSystem: "buildkite",
          ciJob: "unit", ciAttempt: "1"))
    #expect(try detect(["BUILDKITE": "true", "BUILDKITE_PULL_REQUEST": "5"]).pullRequest == "5")
  }

  @Test func aSymbolicCommitOfBuildkiteIsNone() throws {
    #expect(try detect(["BUILDKITE": "true", "BUILDKITE_COMMIT": "HEAD"]).commit == nil)
  }

  @Test func circle() throws {
    let revision = try detect([
      "CIRCLECI": "true", "CIRCLE_REPOSITORY_URL": "https://github.com/o/r", "CIRCLE_SHA1": "abc",
      "CIRCLE_BRANCH": "topic", "CIRCLE_PULL_REQUEST": "https://github.com/o/r/pull/33", "CIRCLE_JOB": "unit",
      "CIRCLE_BUILD_NUM": "8",
    ])
    #expect((revision.branch, revision.pullRequest, revision.ciSystem) == ("topic", "33", "circle"))
    #expect((revision.commit, revision.ciJob, revision.ciAttempt) == ("abc", "unit", "8"))
    #expect(try detect(["CIRCLECI": "true", "CIRCLE_PR_NUMBER": "4"]).pullRequest == "4")
  }

  @Test func jenkins() throws {
    let revision = try detect([
      "JENKINS_URL": "https://ci", "GIT_URL": "https://u:p@git.example/r", "GIT_COMMIT": "abc",
      "GIT_BRANCH": "origin/main",
      "JOB_NAME": "unit", "BUILD_NUMBER": "17",
    ])
    #expect((revision.repository, revision.branch) == ("https://git.example/r", "main"))
    #expect((revision.ciJob, revision.ciAttempt) == ("unit", "17"))
    let change = try detect([
      "JENKINS_URL": "https://ci", "BRANCH_NAME": "PR-9", "CHANGE_BRANCH": "topic", "CHANGE_ID": "9",
    ])
    #expect((change.branch, change.pullRequest) == ("topic", "9"))
  }

  @Test func emptyVariablesCountAsAbsent() throws {
    #expect(try detect(["GITHUB_ACTIONS": "true", "GITHUB_HEAD_REF": "", "GITHUB_REF_NAME": "main"]).branch == "main")
  }

  @Test(arguments: [
    ("https://user:secret@host/path", "https://host/path"), ("https://token@host/path", "https://host/path"),
    ("https://a@b:secret@host/path", "https://host/path"), ("https://host/p@th", "https://host/p@th"),
    ("git@host:path", "git@host:path"), ("ssh://git@host/path", "ssh://host/path"), ("/local/path", "/local/path"),
    ("https://host/path?private_token=secret", "https://host/path"), ("https://host/path#secret", "https://host/path"),
    ("https://user:se/cret@host/path", "https://host/path"), ("https://host:8443/p@th", "https://host:8443/p@th"),
  ])
  func credentialsAreRemoved(address: String, recorded: String) throws {
    #expect(try detect(["JENKINS_URL": "x", "GIT_URL": address]).repository == recorded)
  }

  @Test func withoutAnySystemNothingIsKnown() throws {
    let scratch = try ScratchDirectory()
    let revision = SourceRevision.detect(environment: EnvironmentVariables([:]), sourceRoot: scratch.path)
    #expect(revision == SourceRevision())
  }
}
