/// As much of a line as tells whether this version of the format should understand the rest.
struct RecordEnvelope: Decodable {
  let kind: String
  /// The kind of an event.
  let eventKind: String?
  /// The format's version, in the first line of a file.
  let formatVersion: Int?

  /// Whether a line of that kind may hold anything.
  var isUnknown: Bool {
    switch kind {
    case "exhibitProcess", "test": false
    case "event": eventKind.map { !Self.events.contains($0) } ?? false
    default: true
    }
  }

  /// The kinds of events that recovery looks at.
  private static let events: Set<String> = [
    "testStarted", "testEnded", "testSkipped", "testCancelled", "issueRecorded", "valueAttached",
    "exhibitDirectoryMade", "exhibitTestRunning", "exhibitProcessExited", "exhibitProcessSignalled",
    "exhibitRecordStopped", "exhibitDiagnostic", "exhibitArtifactsRemoved",
  ]

  private struct Payload: Decodable {
    struct Members: Decodable {
      let formatVersion: Int?
    }

    let kind: String?
    let exhibit: Members?
  }

  private enum CodingKeys: CodingKey {
    case kind
    case payload
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kind = try container.decode(String.self, forKey: .kind)
    let payload = try? container.decode(Payload.self, forKey: .payload)
    eventKind = payload?.kind
    formatVersion = payload?.exhibit?.formatVersion
  }
}
