public import ExhibitHooks
public import Foundation

extension ValueKey where Value == String {
  /// The run's id.
  public static var runID: Self { Self("run_id") }

  /// The run's directory, an absolute path.
  public static var runDirectory: Self { Self("run_dir") }

  /// The name of the test method.
  public static var testName: Self { Self("test_name") }

  /// Where the test is: `<Module>/<Class>`, nested types joined by `/`.
  public static var testLocation: Self { Self("test_location") }

  /// The test's id, `Module.Class/method` for XCTest.
  public static var testID: Self { Self("test_id") }

  /// The directory of this attempt, an absolute path.
  public static var artifactPath: Self { Self("artifact_path") }

  /// The text of a failure or of a log line.
  public static var message: Self { Self("message") }

  /// The file in which a failure happened.
  public static var file: Self { Self("file") }

  /// What an artifact is.
  public static var description: Self { Self("description") }

  /// Where a saved artifact is, an absolute path.
  public static var path: Self { Self("path") }

  /// What joins an artifact with others.
  public static var groupID: Self { Self("group_id") }

  /// What a person is told that an artifact is.
  public static var displayType: Self { Self("display_type") }

  /// What the file of an artifact is to be called, if not as its description.
  public static var fileName: Self { Self("file_name") }

  /// Artifactor's word for the kind of an artifact, such as `screenshot` or `log`; `content_type` is more exact.
  public static var fileType: Self { Self("file_type") }

  /// The contents of an artifact that is asked for, as text.
  public static var text: Self { Self("contents") }

  /// The directory of the reports, an absolute path.
  public static var reportPath: Self { Self("report_path") }

  /// The name of a step.
  public static var step: Self { Self("step") }

  /// What a step threw.
  public static var error: Self { Self("error") }
}

extension ValueKey where Value == [String] {
  /// The values that are taken out of everything that is written.
  public static var words: Self { Self("words") }

  /// The reports that were rendered, absolute paths.
  public static var reports: Self { Self("reports") }

  /// The patterns of what is taken out of each line of text.
  public static var patterns: Self { Self("patterns") }
}

extension ValueKey where Value == Data {
  /// The contents of an artifact that is asked for; `[UInt8]` and `String` are as good.
  public static var contents: Self { Self("contents") }
}

extension ValueKey where Value == Bool {
  /// Whether the contents of an artifact are a text in Base64.
  public static var isBase64: Self { Self("contents_base64") }

  /// Whether the file of an artifact is in the test's directory already and is only to be listed.
  public static var isListed: Self { Self("dont_write") }
}

extension ValueKey where Value == Int {
  /// Which attempt at the test this is, from 1.
  public static var attempt: Self { Self("attempt") }

  /// The line in which a failure happened.
  public static var line: Self { Self("line") }

  /// How many steps are around this one.
  public static var depth: Self { Self("depth") }

  /// The size of an artifact.
  public static var bytes: Self { Self("bytes") }
}

extension ValueKey where Value == TestOutcome {
  /// How the test ended.
  public static var testResult: Self { Self("test_result") }
}

extension ValueKey where Value == Duration {
  /// How long the test or step took.
  public static var duration: Self { Self("duration") }
}

extension ValueKey where Value == LogLevel {
  /// The level of a log line.
  public static var level: Self { Self("level") }
}

extension ValueKey where Value == ContentType {
  /// The content type of an artifact.
  public static var contentType: Self { Self("content_type") }
}

extension ValueKey where Value == [String: Int] {
  /// How many tests of this process ended how.
  public static var counts: Self { Self("counts") }
}
