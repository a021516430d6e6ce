#if Logging
  import ExhibitLogging
  import Logging
  import Testing

  @Suite struct EvidenceLogHandlerTests {
    @Test func loggingWithoutATestIsPassedOver() {
      var logger = Logger(label: "tests") { EvidenceLogHandler(label: $0) }
      logger[metadataKey: "who"] = "me"
      logger.info("nobody listens", metadata: ["n": "1"])
      #expect(logger[metadataKey: "who"] == "me")
      #expect(logger.logLevel == .trace)
    }
  }
#endif
