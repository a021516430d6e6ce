import CExhibitRecord
import ExhibitRecord
import Foundation

extension ArtifactStore {
  /// Lists a file that somebody has left in the directory of the attempt, or below it, where it is.
  ///
  /// What is to be redacted is taken out of it before; one with a name that an artifact cannot have is moved.
  func adopt(
    _ path: String, description: String, contentType: ContentType? = nil, labels: ArtifactLabels = ArtifactLabels()
  ) -> Result<Artifact, EvidenceError> {
    let name = path.lastPathName
    let type = contentType ?? name.splitAtExtension.fileExtension.flatMap { ContentType(fileExtension: $0) } ?? .data
    let directory: String
    do throws(EvidenceError) {
      directory = try session.directory(of: attempt)
    } catch {
      return .failure(error.described(description))
    }
    let relative = path.path(below: directory)?.split(separator: "/").map(String.init) ?? []
    // What is not in the directory is somebody else's, and stays where it is.
    if relative.isEmpty { return save(.copy(of: path), description: description, contentType: type, labels: labels) }
    let whole = relative.joined(separator: "/")
    guard relative.allSatisfy(isPlain), session.redaction.redactedFileName(whole).isIdentical(to: whole) else {
      return save(.move(of: path), description: description, contentType: type, labels: labels)
    }
    let redaction = session.redaction.redactor.map { ArtifactRedaction(redactor: $0, contentType: type) }
    guard FileSystem.kind(of: path) == .file else {
      let error = EvidenceError(code: .unreadable, message: "\(path) is not a file")
      return .failure(error.described(description))
    }
    let spent = session.allowance.spend(on: .copy(of: path)) { _ in
      guard let redaction else { return .success(FileSystem.size(of: path) ?? 0) }
      return rewrite(path, redaction)
    }
    if case .failure(let failure) = spent { return .failure(failure.described(description)) }
    attempt.addFile(at: path)
    let artifact = Artifact(
      description: description, url: URL(fileURLWithPath: path, isDirectory: false), contentType: type,
      byteCount: FileSystem.size(of: path) ?? 0, labels: labels)
    session.list(
      artifact, path: path, of: attempt, holdsSecret: redaction?.isSecretLeft ?? false, isAsked: isAsked)
    return .success(artifact)
  }

  private func isPlain(_ name: String) -> Bool {
    PathComponent.ordinary(name) == name && session.redaction.redactedFileName(name) == name
  }

  /// Puts a copy without secrets in the place of a file.
  private func rewrite(_ path: String, _ redaction: ArtifactRedaction) -> Result<Int, EvidenceError> {
    let temporary = Self.temporaryPath(in: path.parentPath ?? "/")
    let copied = FileCopy.copy(
      path, toNewFile: temporary, limit: session.allowance.limits.artifact, redaction: redaction)
    guard case .success = copied else { return copied }
    guard rename(temporary, path) == 0 else {
      let failure = FileSystem.Failure(path: path)
      unlink(temporary)
      return .failure(EvidenceError(code: .unwritable, failure: failure))
    }
    return copied
  }
}
