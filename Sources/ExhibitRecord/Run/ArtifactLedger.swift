import CExhibitRecord
import ExhibitSupport

/// How many bytes of artifacts a run has, over all its processes.
package final class ArtifactLedger: Sendable {
  /// What became of an addition.
  package enum Outcome: Sendable {
    case added
    /// There is no room left.
    ///
    /// - Parameter isNews: Whether no process was told so before.
    case full(isNews: Bool)
  }

  private let path: String
  private let state = Locked(exhibit_ledger())

  /// Refers to the ledger of a run, which is made when something is first added.
  package init(run: RunDirectory) {
    path = run.path + "/.artifact-bytes"
  }

  /// Adds bytes, unless there would be more than the limit then; negative ones are taken back.
  ///
  /// Where the file cannot be used, this process counts alone.
  @discardableResult
  package func add(_ bytes: Int, limit: Int) -> Outcome {
    let (bytes, limit) = (Int64(clamping: bytes), Int64(clamping: limit))
    return state.withLock { ledger in
      switch exhibit_ledger_add(&ledger, path, bytes, limit) {
      case Int32(EXHIBIT_LEDGER_ADDED): return .added
      case Int32(EXHIBIT_LEDGER_FULL_NOW): return .full(isNews: true)
      case Int32(EXHIBIT_LEDGER_FULL): return .full(isNews: false)
      default: break
      }
      guard bytes <= 0 || bytes <= limit - min(ledger.total, limit) else {
        defer { ledger.is_full = true }
        return .full(isNews: !ledger.is_full)
      }
      ledger.total = max(0, ledger.total + bytes)
      return .added
    }
  }
}
