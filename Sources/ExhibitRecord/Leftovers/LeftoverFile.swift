import CExhibitRecord
import Foundation

/// What a process that is gone has noted and not deleted.
package struct LeftoverFile: Sendable {
  /// More than this is not read of one file.
  private static let limit = 16 << 20

  /// The process, as its event file names it.
  package let processName: String

  /// What is left, in the order of its creation.
  package let resources: [LeftResource]

  private let path: String
  /// The runs that have said what is left.
  private let saidBy: Set<String>
  /// Locked, if it was claimed.
  private let file: AppendFile?

  /// The files of processes that are gone.
  ///
  /// - Parameters:
  ///   - root: The directory of all runs.
  ///   - isClaimed: Whether they are locked, so that no other process deletes what is in them at the same time; those
  ///     that another has are left out.
  /// - Returns: The files, by name.
  package static func all(in root: ArtifactRoot, isClaimed: Bool) -> [LeftoverFile] {
    FileSystem.names(in: root.resources).sorted().compactMap { name in
      guard name.hasSuffix(".jsonl"), FileSystem.kind(of: root.resources + "/" + name) == .file else { return nil }
      let path = root.resources + "/" + name
      guard exhibit_is_locked(path) == 0 else { return nil }
      var file: AppendFile?
      if isClaimed {
        guard let claimed = try? AppendFile(path: path), claimed.lock() else { return nil }
        file = claimed
      }
      return LeftoverFile(path, processName: String(name.dropLast(".jsonl".count)), file)
    }
  }

  private init(_ path: String, processName: String, _ file: AppendFile?) {
    self.path = path
    self.processName = processName
    self.file = file
    var left: [Int: LeftResource] = [:]
    var saidBy: Set<String> = []
    let decoder = JSONDecoder()
    for text in (FileSystem.text(of: path, limit: Self.limit) ?? "").split(separator: "\n") {
      guard let line = try? decoder.decode(LedgerLine.self, from: Data(text.utf8)) else { continue }
      if line.state == .said, let run = line.run { saidBy.insert(run) }
      guard let number = line.number else { continue }
      switch line.state {
      case .creating: left[number] = LeftResource(line, number: number)
      case .created: left[number] = left[number]?.created(at: line.path, isRedacted: line.isRedacted)
      case .gone: left[number] = nil
      case .said: break
      }
    }
    resources = left.values.sorted { $0.number < $1.number }
    self.saidBy = saidBy
  }

  /// Notes that resources are gone; when none is left the file is removed.
  ///
  /// - Parameter numbers: Their numbers.
  package func gone(_ numbers: Set<Int>) {
    guard let file else { return }
    if resources.allSatisfy({ numbers.contains($0.number) }) {
      unlink(path)
    } else {
      for number in numbers.sorted() { _ = try? LedgerFile.append(LedgerLine(state: .gone, number: number), to: file) }
    }
  }

  /// Notes that a run says what is left.
  ///
  /// - Returns: Whether no process of the run has said it before.
  package func isToSay(in run: RunID) -> Bool {
    guard let file, !saidBy.contains(run.rawValue) else { return false }
    _ = try? LedgerFile.append(LedgerLine(state: .said, run: run.rawValue), to: file)
    return true
  }
}

extension LeftResource {
  fileprivate init?(_ line: LedgerLine, number: Int) {
    guard let collection = line.path, let provider = line.provider, let place = line.place else { return nil }
    self.init(
      number: number, collection: collection, path: nil, provider: provider, place: place, runID: line.run ?? "",
      testID: line.test, time: line.time ?? "", isRedacted: line.isRedacted ?? false)
  }

  fileprivate func created(at path: String?, isRedacted: Bool?) -> LeftResource {
    LeftResource(
      number: number, collection: collection, path: path, provider: provider, place: place, runID: runID,
      testID: testID, time: time, isRedacted: self.isRedacted || isRedacted ?? false)
  }
}

extension ArtifactRoot {
  /// Where processes note what they are going to delete.
  package var resources: String { path + "/.resources" }
}
