// swift-tools-version: 6.1

import PackageDescription

let exhibit: Target.Dependency = .product(name: "Exhibit", package: "exhibit")

// What the integration tests of Exhibit run. Tests that end the process, wait, or lose evidence are skipped unless a
// variable `BEHAVIOUR_…` asks for them.
let package = Package(
  name: "BehaviourSuite",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "exhibit", path: "../..")
  ],
  targets: [
    .target(name: "Helper", dependencies: [.product(name: "ExhibitCore", package: "exhibit")]),
    .target(name: "SharedCases"),
    .testTarget(name: "FirstTests", dependencies: ["Helper", "SharedCases", exhibit]),
    .testTarget(name: "SecondTests", dependencies: [exhibit]),
    .testTarget(name: "EvidenceTests", dependencies: ["Helper", exhibit]),
    .testTarget(name: "FixtureTests", dependencies: [exhibit]),
    .testTarget(name: "PluginTests", dependencies: ["Helper", exhibit]),
    .testTarget(name: "SecretTests", dependencies: [exhibit]),
    .testTarget(name: "OutputTests", dependencies: ["Helper", exhibit]),
    .testTarget(name: "SetupTests", dependencies: [exhibit]),
    .testTarget(name: "SignalTests", dependencies: [exhibit]),
    .testTarget(name: "TestingTests", dependencies: [exhibit]),
    .testTarget(name: "VolumeTests", dependencies: [exhibit]),
  ],
  swiftLanguageModes: [.v6]
)
