/// One line of `results.jsonl`: an attempt at a test, with everything that a question may need.
///
/// Every key is in every line, `null` if nothing is known, so that query engines infer one schema.
package struct ResultLine: Encodable, Sendable {
  package struct Artifact: Encodable, Sendable {
    package let name: String
    package let path: String
    package let contentType: String?
    package let bytes: Int?
    package let group: String?
    package let displayType: String?

    enum CodingKeys: String, CodingKey {
      case name, path, contentType, bytes, group, displayType
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(path, forKey: .path)
      try container.encode(contentType, forKey: .contentType)
      try container.encode(bytes, forKey: .bytes)
      try container.encode(group, forKey: .group)
      try container.encode(displayType, forKey: .displayType)
    }
  }

  package let attempt: AttemptResult
  package let summary: RunSummary

  /// The most bytes of a message.
  private static let messageLimit = 4096

  enum CodingKeys: String, CodingKey {
    case v, runId, date, startedAt, testKey, testId, module, suite, name, `case`, framework, attempt, finalAttempt
    case outcome, flaky, durationMs, machine, process, shard, commit, branch, pullRequest, ciJob, ciAttempt, message
    case file, line, issues, artifactPath, artifacts
  }

  package func encode(to encoder: any Encoder) throws {
    let process = summary.processes.indices.contains(attempt.process) ? summary.processes[attempt.process] : nil
    let header = process?.header
    let start = (attempt.startedAt ?? process?.startedAt ?? summary.startedAt).map { UTCTime(seconds: $0) }
    let issue = attempt.issues.first { !$0.isKnown } ?? attempt.issues.first
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(1, forKey: .v)
    try container.encode(summary.run.id.rawValue, forKey: .runId)
    try container.encode(start?.date, forKey: .date)
    try container.encode(attempt.startedAt == nil ? nil : start?.extended, forKey: .startedAt)
    try container.encode(attempt.key.description, forKey: .testKey)
    try container.encode(attempt.testID, forKey: .testId)
    try container.encode(attempt.key.module, forKey: .module)
    try container.encode(attempt.key.suites.joined(separator: "/"), forKey: .suite)
    try container.encode(attempt.key.name, forKey: .name)
    try container.encode(attempt.key.testCase, forKey: .case)
    try container.encode(attempt.framework, forKey: .framework)
    try container.encode(attempt.attempt, forKey: .attempt)
    try container.encode(attempt.isFinalAttempt, forKey: .finalAttempt)
    try container.encode(attempt.outcome, forKey: .outcome)
    try container.encode(attempt.isFlaky, forKey: .flaky)
    try container.encode(attempt.durationNanoseconds.map { Double($0 / 1000) / 1000 }, forKey: .durationMs)
    try container.encode(header?.machine, forKey: .machine)
    try container.encode(process?.name, forKey: .process)
    try container.encode(header?.shard, forKey: .shard)
    try container.encode(header?.commit, forKey: .commit)
    try container.encode(header?.branch, forKey: .branch)
    try container.encode(header?.pullRequest, forKey: .pullRequest)
    try container.encode(header?.ciJob, forKey: .ciJob)
    try container.encode(header?.ciAttempt, forKey: .ciAttempt)
    try container.encode(attempt.message?.shortened(toBytes: Self.messageLimit), forKey: .message)
    try container.encode(issue?.file, forKey: .file)
    try container.encode(issue?.line, forKey: .line)
    try container.encode(attempt.issues.filter { !$0.isKnown }.count, forKey: .issues)
    try container.encode(attempt.artifactPath, forKey: .artifactPath)
    try container.encode(
      attempt.artifacts.map {
        Artifact(
          name: $0.name, path: $0.path, contentType: $0.contentType, bytes: $0.byteCount, group: $0.group,
          displayType: $0.displayType)
      }, forKey: .artifacts)
  }
}

extension String {
  /// The text, or as many whole characters of it as fit.
  func shortened(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var index = utf8.index(startIndex, offsetBy: limit - 3)
    while index > startIndex, index.samePosition(in: unicodeScalars) == nil { index = utf8.index(before: index) }
    return self[..<index] + "…"
  }
}
