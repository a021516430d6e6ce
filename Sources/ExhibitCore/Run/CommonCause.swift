import ExhibitRecord
import Foundation

/// What is behind many failures at once.
enum CommonCause: Hashable {
  /// The run has no directory, which was said when it began.
  case noRun
  /// What the system says wherever one looks.
  case system(Int32)

  /// Finds out whether there is one.
  ///
  /// - Parameters:
  ///   - error: What failed.
  ///   - root: Where the evidence goes.
  init?(_ error: any Error, root: String?) {
    let evidence = error as? EvidenceError
    switch (error as? FileSystem.Failure).map(EvidenceError.Cause.system) ?? evidence?.cause {
    case .noRun: self = .noRun
    case .system(let failure):
      // What a plugin reads or runs, or a test wants to have copied, is another matter for each file.
      let isBelow = root.map { failure.path == $0 || failure.path.path(below: $0) != nil } ?? false
      let isOurs = evidence.map { $0.code == .unwritable } ?? isBelow
      guard Self.codes.contains(failure.code) || isOurs && Self.codesOfPlaces.contains(failure.code) else { return nil }
      self = .system(failure.code)
    case nil: return nil
    }
  }

  /// The error of the system.
  var code: Int32? {
    if case .system(let code) = self { code } else { nil }
  }

  /// Whether there is no room left, on the disk or in a quota.
  var isWantOfRoom: Bool { code == ENOSPC || code == EDQUOT }

  /// The same for all files.
  private static let codes: Set<Int32> = [ENOSPC, EDQUOT, EROFS, EIO, ENODEV, ESTALE, EMFILE, ENFILE, ENOMEM]

  /// The same for all that is written to a run: its directory cannot be used, or no file may be so long.
  private static let codesOfPlaces: Set<Int32> = [
    EACCES, EPERM, ENOTDIR, ENOENT, ELOOP, ENAMETOOLONG, EFBIG,
  ]
}
