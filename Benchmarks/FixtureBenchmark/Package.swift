// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "FixtureBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "exhibit", path: "../..")],
  targets: [
    .executableTarget(
      name: "FixtureBenchmark", dependencies: [.product(name: "ExhibitFixtures", package: "exhibit")])
  ],
  swiftLanguageModes: [.v6]
)
