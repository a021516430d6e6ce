// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "SignalBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "exhibit", path: "../.."),
    .package(url: "https://github.com/OpenCombine/OpenCombine", from: "0.14.0"),
  ],
  targets: [
    .executableTarget(
      name: "SignalBenchmark",
      dependencies: [
        .product(name: "ExhibitHooks", package: "exhibit"),
        .product(name: "OpenCombine", package: "OpenCombine"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
