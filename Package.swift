// swift-tools-version: 6.1

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "exhibit",
  platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .watchOS(.v9)],
  products: [
    .library(name: "Exhibit", targets: ["Exhibit"]),
    .library(name: "ExhibitCore", targets: ["ExhibitCore"]),
    .library(name: "ExhibitFixtures", targets: ["ExhibitFixtures"]),
    .library(name: "ExhibitHTTP", targets: ["ExhibitHTTP"]),
    .library(name: "ExhibitHooks", targets: ["ExhibitHooks"]),
    .library(name: "ExhibitLogging", targets: ["ExhibitLogging"]),
    .library(name: "ExhibitPluginTesting", targets: ["ExhibitPluginTesting"]),
    .executable(name: "exhibit", targets: ["ExhibitCommand"]),
  ],
  traits: [
    .trait(name: "YAML", description: "Reads the configuration from exhibit.yml too (brings Yams)."),
    .trait(name: "Logging", description: "Fills the product ExhibitLogging, a swift-log handler (brings swift-log)."),
  ],
  dependencies: [
    // Each is behind a trait that is off by default: a package that depends on Exhibit resolves neither.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    .target(name: "CExhibitFixtures"),
    .target(name: "CExhibitOutput", dependencies: ["CExhibitRecord"]),
    .target(name: "CExhibitRecord"),
    .target(name: "CExhibitXCTest", dependencies: ["CExhibitRecord"]),
    .target(name: "ExhibitSupport", swiftSettings: settings),
    .target(name: "ExhibitHooks", dependencies: ["ExhibitSupport"], swiftSettings: settings),
    .target(
      name: "ExhibitFixtures", dependencies: ["CExhibitFixtures", "ExhibitHooks", "ExhibitSupport"],
      swiftSettings: settings),
    .target(name: "ExhibitFieldTypes", dependencies: ["ExhibitFixtures"], swiftSettings: settings),
    .target(
      name: "ExhibitHTTP", dependencies: ["ExhibitFieldTypes", "ExhibitFixtures", "ExhibitSupport"],
      swiftSettings: settings),
    .target(name: "ExhibitRecord", dependencies: ["CExhibitRecord", "ExhibitSupport"], swiftSettings: settings),
    .target(
      name: "ExhibitCore",
      dependencies: [
        "CExhibitOutput", "ExhibitFieldTypes", "ExhibitFixtures", "ExhibitHooks", "ExhibitRecord", "ExhibitSupport",
        .product(name: "Yams", package: "Yams", condition: .when(traits: ["YAML"])),
      ],
      swiftSettings: settings
    ),
    .target(name: "ExhibitXCTest", dependencies: ["CExhibitXCTest", "ExhibitCore"], swiftSettings: settings),
    .target(
      name: "Exhibit", dependencies: ["ExhibitCore", "ExhibitFixtures", "ExhibitHooks", "ExhibitXCTest"],
      swiftSettings: settings),
    .target(
      name: "ExhibitLogging",
      dependencies: [
        "ExhibitCore",
        .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Logging"])),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "ExhibitPluginTesting", dependencies: ["ExhibitCore", "ExhibitHooks", "ExhibitRecord", "ExhibitSupport"],
      swiftSettings: settings),
    .executableTarget(
      name: "ExhibitCommand",
      dependencies: ["ExhibitCore", "ExhibitFixtures", "ExhibitHooks", "ExhibitRecord", "ExhibitSupport"],
      swiftSettings: settings),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(
      name: "ExhibitLoggingTests",
      dependencies: [
        "ExhibitCore", "ExhibitLogging", "ExhibitRecord",
        .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Logging"])),
      ],
      swiftSettings: settings
    ),
    .testTarget(name: "ExhibitSupportTests", dependencies: ["ExhibitSupport"], swiftSettings: settings),
    .testTarget(name: "ExhibitHooksTests", dependencies: ["ExhibitHooks", "ExhibitSupport"], swiftSettings: settings),
    .testTarget(
      name: "ExhibitFixturesTests",
      dependencies: ["CExhibitFixtures", "ExhibitFixtures", "ExhibitHooks", "ExhibitSupport", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ExhibitHTTPTests",
      dependencies: ["ExhibitFixtures", "ExhibitHTTP", "ExhibitHooks", "ExhibitSupport", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ExhibitRecordTests", dependencies: ["CExhibitRecord", "ExhibitRecord", "ExhibitSupport", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ExhibitCoreTests",
      dependencies: [
        "ExhibitCore", "ExhibitFixtures", "ExhibitHooks", "ExhibitRecord", "ExhibitSupport", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ExhibitPluginTestingTests",
      dependencies: ["ExhibitCore", "ExhibitHooks", "ExhibitPluginTesting", "ExhibitSupport", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ExhibitXCTestTests", dependencies: ["ExhibitCore", "ExhibitRecord", "ExhibitXCTest", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ExhibitCommandTests", dependencies: ["ExhibitCommand", "ExhibitRecord", "TestSupport"],
      swiftSettings: settings),
    // Builds the packages below Fixtures and runs `swift test` on them.
    .testTarget(
      name: "ExhibitIntegrationTests", dependencies: ["ExhibitRecord", "ExhibitSupport", "TestSupport"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
