/// The members under the key `exhibit` of a payload; which of them are there depends on the kind.
package struct ExhibitMembers: Decodable, Sendable {
  package let sequence: Int?
  package let attempt: Int?

  // The first line of a file.
  package let formatVersion: Int?
  package let runID: String?
  package let process: String?
  /// The process whose output this is the record of.
  package let outputOf: String?
  package let machine: String?
  package let pid: Int?
  package let bootID: String?
  package let locked: Bool?
  package let watchesSignals: Bool?
  package let testTimeoutSeconds: Double?
  package let role: String?
  package let shard: String?
  package let toolchain: String?
  package let sourceRoot: String?
  package let executable: String?
  package let command: [String]?
  package let environment: [String: String]?
  package let repository: String?
  package let commit: String?
  package let branch: String?
  package let pullRequest: String?
  package let ciSystem: String?
  package let ciJob: String?
  package let ciAttempt: String?

  // A test.
  package let framework: String?
  package let module: String?
  package let suite: String?
  package let locationKnown: Bool?

  // Its end.
  package let outcome: String?
  package let durationNanoseconds: Int64?
  package let issues: Int?
  package let artifactPath: String?

  // The signal that ended the process, and why nothing more could be written.
  package let signal: Int?
  package let signalName: String?
  package let reason: String?

  // An issue, a skip, an artifact, a log line, a step, a failed hook.
  package let file: String?
  package let line: Int?
  package let late: Bool?
  package let textPath: String?
  package let skipReason: String?
  package let description: String?
  package let contentType: String?
  package let bytes: Int?
  package let cutBytes: Int?
  package let group: String?
  package let displayType: String?
  package let level: String?
  package let step: String?
  package let stepID: Int?
  package let event: String?
  package let hook: String?
  package let squashed: Bool?

  // An external command.
  package let exitStatus: Int?
  package let timedOut: Bool?
}
