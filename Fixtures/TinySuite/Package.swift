// swift-tools-version: 6.1

import PackageDescription

// The least that a user writes. The integration tests copy it to other places.
let package = Package(
  name: "TinySuite",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "exhibit", path: "../..")
  ],
  targets: [
    .testTarget(name: "TinyTests", dependencies: [.product(name: "Exhibit", package: "exhibit")])
  ],
  swiftLanguageModes: [.v6]
)
