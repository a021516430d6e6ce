#if Logging
  import ExhibitCore
  public import Logging

  /// A swift-log handler that writes into the log of the test that is running.
  ///
  /// ```swift
  /// LoggingSystem.bootstrap { EvidenceLogHandler(label: $0) }
  /// ```
  /// Needs the package trait `Logging`. What is logged while no test is running is passed over.
  public struct EvidenceLogHandler: LogHandler {
    /// The label of the logger.
    public let label: String

    /// The lowest level that is logged.
    public var logLevel: Logger.Level = .trace

    /// What goes with every message of the logger.
    public var metadata: Logger.Metadata = [:]

    /// Creates a handler.
    ///
    /// - Parameter label: The label of the logger.
    public init(label: String) {
      self.label = label
    }

    /// A value that goes with every message of the logger.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    /// Writes a message into the log of the test that is running.
    public func log(event: LogEvent) {
      let evidence = TestEvidence.current
      guard evidence.testID != nil else { return }
      let merged = metadata.merging(event.metadata ?? [:]) { _, new in new }
      let details =
        merged.isEmpty ? "" : " " + merged.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
      evidence.log("[\(label)] \(event.message)\(details)", level: LogLevel(event.level))
    }
  }

  extension LogLevel {
    fileprivate init(_ level: Logger.Level) {
      switch level {
      case .trace, .debug: self = .debug
      case .info: self = .info
      case .notice: self = .notice
      case .warning: self = .warning
      case .error, .critical: self = .error
      }
    }
  }
#endif
