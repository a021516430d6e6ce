import CExhibitRecord
import ExhibitHooks
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Puts files into the directory of an attempt and lists them in the record.
///
/// A file is written under a temporary name, renamed when its bytes are complete, and listed after that.
struct ArtifactStore {
  let session: RunSession
  let attempt: TestAttempt
  /// Whether the hooks of `save_artifact` are running for it already.
  var isAsked = false

  private static let counter = Counter()

  /// Where the bytes of an artifact come from.
  enum Source {
    /// The bytes of a text.
    case text(UnsafeRawBufferPointer)
    case bytes(UnsafeRawBufferPointer)
    case copy(of: String)
    case move(of: String)

    /// Whether it is known for a text by where it comes from.
    var isText: Bool {
      if case .text = self { return true }
      return false
    }
  }

  /// A path at which nobody else writes: no artifact's name begins with a dot, and another process has another number.
  static func temporaryPath(in directory: String) -> String {
    "\(directory)/.partial-\(getpid())-\(counter.next())"
  }

  /// Saves an artifact.
  func save(
    _ source: Source, description: String, contentType: ContentType, labels: ArtifactLabels = ArtifactLabels()
  ) -> Result<Artifact, EvidenceError> {
    guard !exhibit_is_fork_child() else {
      let message = "this process was forked from that of the tests, whose record is not its own"
      return .failure(EvidenceError(code: .noCurrentTest, message: message).described(description))
    }
    let directory: String
    do throws(EvidenceError) {
      directory = try session.directory(of: attempt)
    } catch {
      return .failure(error.described(description))
    }
    let names = ArtifactFileName(
      description: labels.fileName ?? description, contentType: contentType, redactor: session.redaction.redactor)
    // Somebody may have cleared the artifacts away while the test was running.
    if FileSystem.kind(of: directory) == nil { try? FileSystem.makeDirectories(directory) }
    let temporary = Self.temporaryPath(in: directory)
    let redaction = session.redaction.redactor.map {
      ArtifactRedaction(redactor: $0, contentType: contentType, isKnownText: source.isText)
    }
    let spent = session.allowance.spend(on: source) { write($0, to: temporary, redaction) }
    if case .failure(let failure) = spent {
      return .failure(failure.described(description))
    }
    var path: String
    repeat {
      path = directory + "/" + attempt.claimFileName(in: directory, names.candidate)
      // Another process that runs the same test may have taken the name; then the next one is tried.
      guard exhibit_rename_new(temporary, path) != 0 else { break }
      guard errno == EEXIST else {
        let failure = FileSystem.Failure(path: path)
        session.allowance.giveBack(FileSystem.size(of: temporary) ?? 0)
        unlink(temporary)
        return .failure(EvidenceError(code: .unwritable, failure: failure).described(description))
      }
    } while true
    if case .move(of: let original) = source { unlink(original) }
    let artifact = Artifact(
      description: description, url: URL(fileURLWithPath: path, isDirectory: false), contentType: contentType,
      byteCount: FileSystem.size(of: path) ?? 0, labels: labels)
    session.list(
      artifact, path: path, of: attempt, holdsSecret: redaction?.isSecretLeft ?? false, isAsked: isAsked)
    return .success(artifact)
  }

  private func write(
    _ source: Source, to path: String, _ redaction: ArtifactRedaction?
  ) -> Result<Int, EvidenceError> {
    switch source {
    case .text(let bytes), .bytes(let bytes):
      do throws(FileSystem.Failure) {
        if let redaction {
          try redaction.apply(to: bytes) { (bytes) throws(FileSystem.Failure) in
            try FileSystem.write(bytes, toNewFile: path)
          }
        } else {
          try FileSystem.write(bytes, toNewFile: path)
        }
        return .success(bytes.count)
      } catch {
        return .failure(EvidenceError(code: .unwritable, failure: error))
      }
    case .copy(of: let original), .move(of: let original):
      return FileCopy.copy(
        original, toNewFile: path, limit: session.allowance.limits.artifact, redaction: redaction)
    }
  }
}
