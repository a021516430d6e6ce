// swift-tools-version: 6.1

import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "ApplianceSuite",
  platforms: [.macOS(.v15)],
  dependencies: [
    // The path of Exhibit. A package of your own names a URL and a version here.
    .package(name: "exhibit", path: "../.."),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    .target(
      name: "ApplianceServer",
      dependencies: [
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "appliance",
      dependencies: ["ApplianceServer"],
      swiftSettings: strict
    ),
    .target(
      name: "ApplianceClient",
      dependencies: [
        .product(name: "ExhibitCore", package: "exhibit"),
        .product(name: "ExhibitFixtures", package: "exhibit"),
        .product(name: "ExhibitHTTP", package: "exhibit"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ApplianceTests",
      dependencies: [
        "ApplianceClient",
        "appliance",
        .product(name: "Exhibit", package: "exhibit"),
      ],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
