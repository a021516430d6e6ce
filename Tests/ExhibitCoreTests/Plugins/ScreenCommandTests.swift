import ExhibitCore
import ExhibitRecord
import Foundation
import TestSupport
import Testing

/// Screenshots and videos with programs of a distribution, as the article about plugins shows them.
@Suite struct ScreenCommandTests {
  /// Whether programs are installed here.
  private static func has(_ names: String...) -> Bool {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return names.allSatisfy { name in folders.contains { access("\($0)/\(name)", X_OK) == 0 } }
  }

  private let session: TestSession

  init() throws {
    session = try TestSession()
  }

  /// Runs a failing test that fills its screen with red; what records it has ended before the screen does.
  private func run(display: Int, _ plugin: String) throws -> RunSummary {
    try session.scratch.write(
      """
      {plugins: {
        screen: {enabled: true, plugin: 'command', event: 'start_session', until: 'finish_session',
          command: ['Xvfb', ':\(display)', '-screen', '0', '320x240x24', '-nolisten', 'tcp']},
        \(plugin),
      }}
      """, to: "exhibit.json")
    try session.run { session in
      let socket = "/tmp/.X11-unix/X\(display)"
      let deadline = ContinuousClock.now + .seconds(20)
      while FileSystem.kind(of: socket) == nil, .now < deadline { usleep(10_000) }
      // Ends with 1 when it has drawn on the root window.
      _ = try output(of: "display", "-display", ":\(display)", "-window", "root", "-size", "320x240", "xc:red")
      let attempt = session.testStarted(TestKey(id: "App.Tests/testA"))
      let video = TestEvidence.current.directory.path + "/video/video.mp4"
      // A recorder that is asked to end before it began leaves nothing.
      if plugin.contains("ffmpeg") {
        while (FileSystem.size(of: video) ?? 0) == 0, .now < deadline { usleep(10_000) }
      }
      session.testFinished(attempt, outcome: .failed)
      session.finish()
    }
    return try session.summary()
  }

  /// What a program writes to its standard output.
  private func output(of program: String, _ arguments: String...) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }

  /// The mean colour of a picture, or of the first frame of a video: red, green and blue.
  private func colour(of file: String) throws -> [UInt8] {
    Array(
      try output(
        of: "ffmpeg", "-nostdin", "-v", "error", "-i", file, "-frames:v", "1", "-vf", "scale=1:1", "-f", "rawvideo",
        "-pix_fmt", "rgb24", "-"))
  }

  private func isRed(_ colour: [UInt8]) -> Bool {
    colour.count == 3 && colour[0] > 200 && colour[1] < 50 && colour[2] < 50
  }

  @Test("1.6.7: a screenshot is taken", .enabled(if: has("Xvfb", "import", "display", "ffmpeg")))
  func screenshotIsTaken() throws {
    let summary = try run(
      display: 4711,
      """
      shot: {enabled: true, plugin: 'command', when: 'failed', environment: {DISPLAY: ':4711'},
        command: ['sh', '-c', 'import -window root "$EXHIBIT_ARTIFACT_PATH/screen.png"']}
      """)
    let picture = try #require(summary.results[0].artifacts.first { $0.name == "screen.png" })
    #expect(picture.contentType == "image/png")
    let colour = try colour(of: summary.run.path + "/" + picture.path)
    #expect(isRed(colour), "\(colour)")
    #expect(session.messages == [])
  }

  @Test("1.6.7: a video is recorded", .enabled(if: has("Xvfb", "display", "ffmpeg")))
  func videoIsRecorded() throws {
    let summary = try run(
      display: 4712,
      """
      video: {enabled: true, plugin: 'command', event: 'start_test', until: 'finish_test', when: 'failed',
        command: ['sh', '-c', 'exec ffmpeg -nostdin -loglevel error -f x11grab -t 60 -video_size 320x240 -i :4712 \
      -flush_packets 1 -pix_fmt yuv420p "$EXHIBIT_ARTIFACT_PATH/video.mp4"']}
      """)
    let video = try #require(summary.results[0].artifacts.first { $0.name == "video.mp4" })
    #expect(video.contentType == "video/mp4" && video.byteCount ?? 0 > 0)
    // Asked to end, the recorder has written what makes it a video.
    let colour = try colour(of: summary.run.path + "/" + video.path)
    #expect(isRed(colour), "\(colour)")
    #expect(session.messages == [])
  }
}
