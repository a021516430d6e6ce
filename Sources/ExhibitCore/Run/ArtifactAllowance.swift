import ExhibitRecord
import Foundation

/// What artifacts may take of the disk.
struct ArtifactAllowance: Sendable {
  /// How much that is.
  let limits: LimitSettings

  private let ledger: ArtifactLedger?

  init(limits: LimitSettings, run: RunDirectory?) {
    self.limits = limits
    ledger = run.map { ArtifactLedger(run: $0) }
  }

  /// Writes an artifact if there is room for it.
  ///
  /// Its bytes are taken before it is written, so that all processes together stay below the limit; one that dies in
  /// between has taken them for nothing.
  ///
  /// - Parameters:
  ///   - source: Where the bytes come from.
  ///   - writing: Writes them, and returns how many there were.
  /// - Returns: Nothing, or why the artifact is not there.
  func spend(
    on source: ArtifactStore.Source, writing: (ArtifactStore.Source) -> Result<Int, EvidenceError>
  ) -> Result<Void, EvidenceError> {
    let expected = expectedSize(of: source)
    guard expected <= limits.artifact else { return .failure(.tooLarge(expected, limit: limits.artifact)) }
    if let error = take(expected) { return .failure(error) }
    switch writing(source) {
    case .success(let count):
      // A file may grow or shrink while it is copied; what it has grown by then is on the disk already.
      if count != expected { ledger?.add(count - expected, limit: .max) }
      return .success(())
    case .failure(let error):
      giveBack(expected)
      return .failure(error)
    }
  }

  /// Gives back what an artifact has taken that is not there after all.
  func giveBack(_ count: Int) {
    if count > 0 { ledger?.add(-count, limit: .max) }
  }

  private func take(_ count: Int) -> EvidenceError? {
    guard count > 0, case .full(let isNews)? = ledger?.add(count, limit: limits.run) else { return nil }
    let limit = ByteSize.exact(limits.run)
    if isNews {
      Diagnostics.shared.say(
        "the artifacts of this run have reached limits.run, \(limit): what has no room is not saved; see `exhibit show`"
      )
    }
    return EvidenceError(
      code: .runFull, message: "its \(count) bytes and those of the run's artifacts are more than limits.run, \(limit)")
  }

  /// What the source will need; nothing for what cannot be saved anyway.
  private func expectedSize(of source: ArtifactStore.Source) -> Int {
    switch source {
    case .text(let bytes), .bytes(let bytes): return bytes.count
    case .copy(of: let path), .move(of: let path):
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
      return Int(status.st_size)
    }
  }
}

extension EvidenceError {
  /// An artifact is larger than it may be.
  static func tooLarge(_ count: Int, limit: Int) -> EvidenceError {
    EvidenceError(
      code: .tooLarge,
      message: "its \(count) bytes are more than limits.artifact, \(ByteSize.exact(limit))")
  }
}
