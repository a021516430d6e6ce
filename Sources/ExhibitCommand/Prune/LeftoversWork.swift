import ExhibitCore
import ExhibitRecord
import ExhibitSupport
import Foundation

/// Has a program delete what processes have left on appliances that are gone.
struct LeftoversWork {
  struct Line: Equatable {
    enum Action {
      case deleted
      case kept
    }

    let action: Action
    let text: String
  }

  let root: ArtifactRoot
  /// Called with the place and the path of each thing.
  let program: String
  let isDryRun: Bool

  /// Does it, the last that was created first.
  ///
  /// - Returns: What became of each thing.
  func run() -> [Line] {
    var lines: [Line] = []
    for file in LeftoverFile.all(in: root, isClaimed: !isDryRun) {
      var gone: Set<Int> = []
      for resource in file.resources.reversed() {
        let text = LeftoverText.list([resource])
        guard let path = resource.path, !resource.isRedacted else {
          // All that can be done is to say so.
          lines.append(Line(action: .kept, text: "\(text): its path is not known, so look there yourself"))
          gone.insert(resource.number)
          continue
        }
        if let failure = isDryRun ? nil : delete(path, of: resource) {
          lines.append(Line(action: .kept, text: "\(text): \(failure)"))
        } else {
          lines.append(Line(action: .deleted, text: text))
          gone.insert(resource.number)
        }
      }
      if !isDryRun { file.gone(gone) }
    }
    return lines
  }

  /// Runs the program.
  ///
  /// - Returns: Why the thing is still there, `nil` if it is gone.
  private func delete(_ path: String, of resource: LeftResource) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["--", program, resource.place, path]
    process.environment = ProcessInfo.processInfo.environment.merging(["EXHIBIT_PROVIDER": resource.provider]) { $1 }
    // What it prints is not what this command prints.
    process.standardOutput = FileHandle.standardError
    do {
      try process.run()
    } catch {
      return "\(program) cannot be run: \(error.localizedDescription)"
    }
    process.waitUntilExit()
    return process.terminationStatus == 0 ? nil : "\(program) ended with \(process.terminationStatus)"
  }
}

extension [LeftoversWork.Line] {
  /// Lines for people, each with its line feed.
  func text(isDryRun: Bool, style: Style) -> String {
    guard !isEmpty else { return "Nothing was left on an appliance.\n" }
    return map { line in
      let word =
        switch line.action {
        case .kept: style.yellow("kept   ")
        case .deleted: isDryRun ? style.red("left   ") : style.red("deleted")
        }
      return "\(word)  \(line.text.printable)\n"
    }.joined()
  }
}
