#if Logging
  import ExhibitCore
  import ExhibitLogging
  import ExhibitRecord
  import Foundation
  import Logging
  import Testing

  @Suite struct EvidenceLogHandlerTests {
    private let logger: Logger = {
      var logger = Logger(label: "app") { EvidenceLogHandler(label: $0) }
      logger[metadataKey: "who"] = "me"
      return logger
    }()

    @Test func messagesGoIntoTheLogOfTheTest() throws {
      let folder = NSTemporaryDirectory() + "exhibit-logging-\(UInt32.random(in: .min ... .max))"
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let launch = LaunchState(
        workingDirectory: folder, requestedRun: nil, environment: EnvironmentVariables(["EXHIBIT_ARTIFACT_DIR": folder])
      )
      let text = try RunSession.withSession(launch: launch) { session in
        let attempt = session.testStarted(TestKey(module: "M", suites: ["C"], name: "testA"))
        logger.info("started", metadata: ["n": "1"])
        logger.critical("on fire")
        session.testFinished(attempt, outcome: .passed)
        let run = try #require(session.run)
        return try String(contentsOfFile: run.tests + "/M/C/testA/log.txt", encoding: .utf8)
      }
      #expect(text.contains("  info      [app] started n=1 who=me\n"))
      #expect(text.contains("  error     [app] on fire who=me\n"))
    }

    @Test func messagesWithoutATestArePassedOver() {
      logger.info("nobody listens")
      #expect(logger.logLevel == .trace)
      #expect(logger[metadataKey: "who"] == "me")
    }
  }
#endif
