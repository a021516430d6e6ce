// swift-tools-version: 6.1

import PackageDescription

// A package that uses the trait `YAML`, which brings Yams. `.ci/check-traits` runs its tests.
let package = Package(
  name: "YAMLSuite",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "exhibit", path: "../..", traits: ["YAML"])
  ],
  targets: [
    .testTarget(name: "NoteTests", dependencies: [.product(name: "Exhibit", package: "exhibit")]),
    .testTarget(name: "RiggerTests", dependencies: [.product(name: "Exhibit", package: "exhibit")]),
  ],
  swiftLanguageModes: [.v6]
)
