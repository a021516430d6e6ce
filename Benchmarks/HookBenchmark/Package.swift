// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "HookBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "exhibit", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "HookBenchmark",
      dependencies: [.product(name: "ExhibitHooks", package: "exhibit")])
  ],
  swiftLanguageModes: [.v6]
)
