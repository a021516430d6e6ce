// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "LeanPrograms",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "exhibit", path: "../..")
  ],
  targets: [
    .executableTarget(name: "hooks-only", dependencies: [.product(name: "ExhibitHooks", package: "exhibit")]),
    .executableTarget(name: "fixtures-only", dependencies: [.product(name: "ExhibitFixtures", package: "exhibit")]),
    .executableTarget(name: "core-only", dependencies: [.product(name: "ExhibitCore", package: "exhibit")]),
  ],
  swiftLanguageModes: [.v6]
)
