// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "GettingStarted",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "exhibit", path: "../..")
  ],
  targets: [
    .target(name: "Shop"),
    .testTarget(name: "ShopTests", dependencies: ["Shop", .product(name: "Exhibit", package: "exhibit")]),
  ],
  swiftLanguageModes: [.v6]
)

// What the tests of the plugin need beside the others.
package.targets.last?.dependencies.append(.product(name: "ExhibitPluginTesting", package: "exhibit"))
