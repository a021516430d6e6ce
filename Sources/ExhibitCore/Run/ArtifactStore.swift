import CExhibitRecord
import ExhibitHooks
import ExhibitRecord
import Foundation

/// Puts files into the directory of an attempt and lists them in the record.
///
/// A file is written under a temporary name, renamed when its bytes are complete, and listed after that.
struct ArtifactStore {
  let session: RunSession
  let attempt: TestAttempt

  /// Where the bytes of an artifact come from.
  enum Source {
    case bytes(UnsafeRawBufferPointer)
    case copy(of: String)
    case move(of: String)
  }

  /// Saves an artifact.
  func save(_ source: Source, description: String, contentType: ContentType) -> Result<Artifact, EvidenceError> {
    let (directory, failure) = session.directory(of: attempt)
    if let failure { return .failure(unwritable(description, failure)) }
    let names = ArtifactFileName(description: description, contentType: contentType)
    let name = attempt.claimFileName(in: directory, names.candidate)
    let path = directory + "/" + name
    let temporary = path + ".partial"
    switch write(source, to: temporary) {
    case .success: break
    case .failure(let failure): return .failure(failure.described(description))
    }
    guard rename(temporary, path) == 0 else {
      let failure = FileSystem.Failure(path: path)
      unlink(temporary)
      return .failure(unwritable(description, "\(failure)"))
    }
    if case .move(of: let original) = source { unlink(original) }
    let artifact = Artifact(
      description: description, url: URL(fileURLWithPath: path, isDirectory: false), contentType: contentType,
      byteCount: FileSystem.size(of: path) ?? 0)
    session.list(artifact, path: path, of: attempt)
    return .success(artifact)
  }

  private func write(_ source: Source, to path: String) -> Result<Void, EvidenceError> {
    switch source {
    case .bytes(let bytes):
      do throws(FileSystem.Failure) {
        try FileSystem.write(bytes, toNewFile: path)
        return .success(())
      } catch {
        return .failure(EvidenceError(code: .unwritable, message: "\(error)"))
      }
    case .copy(of: let original), .move(of: let original):
      return FileCopy.copy(original, toNewFile: path)
    }
  }

  private func unwritable(_ description: String, _ reason: String) -> EvidenceError {
    EvidenceError(code: .unwritable, message: reason).described(description)
  }
}

extension EvidenceError {
  /// The same error, with what was to be saved.
  func described(_ description: String) -> EvidenceError {
    EvidenceError(code: code, message: "'\(description)' was not saved: \(message)")
  }
}
