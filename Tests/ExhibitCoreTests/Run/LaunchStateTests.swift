import Foundation
import TestSupport
import Testing

@testable import ExhibitCore

@Suite struct LaunchStateTests {
  /// Most paths are returned as they are; for whom that is right Foundation says.
  @Test(arguments: 0..<20) func pathsAreThoseOfFoundation(seed: UInt64) throws {
    let scratch = try ScratchDirectory()
    try scratch.makeDirectory("real/inner")
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/link", withDestinationPath: "real")
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/dangling", withDestinationPath: "nowhere")
    let launch = LaunchState(workingDirectory: scratch.path, requestedRun: nil)
    var generator = SeededGenerator(seed: seed)
    let names = ["real", "inner", "link", "dangling", "missing", ".", "..", "", "größe", "...", ".a", "a."]
    for _ in 0..<50 {
      let path = (0...Int.random(in: 0..<4, using: &generator))
        .map { _ in names.randomElement(using: &generator) ?? "" }.joined(separator: "/")
      let full = path.hasPrefix("/") ? path : scratch.path + "/" + path
      #expect(launch.absolute(path) == (full as NSString).standardizingPath, "\(path)")
    }
  }
}
