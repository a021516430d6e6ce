import ExhibitCore
import ExhibitRecord

/// Looks for what tests have created on appliances and could not delete.
struct LeftoversCheckup {
  let root: ArtifactRoot

  var findings: [Finding] {
    LeftoverFile.all(in: root, isClaimed: false).filter { !$0.resources.isEmpty }.map { file in
      Finding(
        .warning, "resources", "process \(file.processName) has left \(LeftoverText.list(file.resources))",
        remedy: """
          the next process that registers the provider deletes it, or `exhibit prune --resources`; otherwise delete it on \
          the appliance, and then \(root.resources)/\(file.processName).jsonl
          """)
    }
  }
}
