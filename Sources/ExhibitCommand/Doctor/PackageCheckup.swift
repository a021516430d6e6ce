import ExhibitRecord

/// Looks at the package and the tools, as far as that is cheap: nothing is built or started.
struct PackageCheckup {
  let directory: String

  var findings: [Finding] {
    [manifest, Finding(.ok, "compiler", "exhibit was built by \(toolchain)"), traits]
  }

  private var manifest: Finding {
    guard let text = FileSystem.text(of: directory + "/Package.swift", limit: 1 << 20) else {
      return Finding(
        .warning, "package", "there is no Package.swift in \(directory)",
        remedy: "run this in a package, or name one with --package-path")
    }
    guard text.contains(#"name: "Exhibit""#) else {
      return Finding(
        .warning, "package", "no target of Package.swift seems to use the product Exhibit",
        remedy: #"add .product(name: "Exhibit", package: "exhibit") to the dependencies of the test target"#)
    }
    return Finding(.ok, "package", "Package.swift names the product Exhibit")
  }

  private var toolchain: String {
    ProcessHeader(environment: EnvironmentVariables([:]), sourceRoot: directory).toolchain
  }

  private var traits: Finding {
    #if YAML
      Finding(.ok, "traits", "YAML is on: exhibit.yml is read")
    #else
      Finding(.ok, "traits", "YAML is off: only exhibit.json is read")
    #endif
  }
}
