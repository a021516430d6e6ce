// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "BehaviourSuite",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "exhibit", path: "../..")
  ],
  targets: [
    .target(name: "Helper", dependencies: [.product(name: "ExhibitCore", package: "exhibit")]),
    .testTarget(
      name: "FirstTests", dependencies: ["Helper", .product(name: "Exhibit", package: "exhibit")]),
    .testTarget(name: "SecondTests", dependencies: [.product(name: "Exhibit", package: "exhibit")]),
  ],
  swiftLanguageModes: [.v6]
)
