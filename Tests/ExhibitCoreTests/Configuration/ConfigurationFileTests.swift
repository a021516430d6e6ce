import ExhibitCore
import Foundation
import Testing

@Suite struct ConfigurationFileTests {
  /// Runs a body with a folder that holds the given files.
  private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("exhibit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, content) in files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }
    try body(folder.path)
  }

  /// Returns the description of the error that loading from a folder causes.
  private func failure(_ folder: String, _ explicitPath: String? = nil) -> String? {
    do {
      _ = try ConfigurationFile.load(from: folder, explicitPath: explicitPath)
      return nil
    } catch {
      return (error as? ConfigurationDiagnostic)?.description
    }
  }

  @Test func findsTheDefaultFile() throws {
    try withFolder(["exhibit.json": "{per_run: 'run'}"]) { folder in
      let file = try #require(try ConfigurationFile.load(from: folder))
      #expect(file.name == "exhibit.json")
      #expect(file.path == "\(folder)/exhibit.json")
      #expect(file.folder == folder)
      #expect(PlainValue(file.root) == ["per_run": "run"])
    }
  }

  @Test func findsNothingWithoutAFile() throws {
    try withFolder(["other.json": "{}"]) { folder in
      let files = [
        try ConfigurationFile.load(from: folder),
        try ConfigurationFile.load(from: folder, explicitPath: ""),
        try ConfigurationFile.load(from: "\(folder)/missing"),
      ]
      #expect(files == [nil, nil, nil])
    }
  }

  @Test func rejectsTwoDefaultFiles() throws {
    try withFolder(["exhibit.json": "{}", "exhibit.yml": ""]) { folder in
      #expect(
        failure(folder)
          == "exhibit.json: there is also exhibit.yml, and only one configuration can count; "
          + "keep one of them, or name it in EXHIBIT_CONFIG")
    }
  }

  @Test func rejectsBothSpellingsOfYAML() throws {
    try withFolder(["exhibit.yml": "", "exhibit.yaml": "", "exhibit.json": "{}"]) { folder in
      #expect(failure(folder)?.hasPrefix("exhibit.json: there is also exhibit.yml and exhibit.yaml") == true)
    }
  }

  @Test func prefersTheExplicitFile() throws {
    try withFolder(["exhibit.json": "{}", "exhibit.yml": "", "ci/run.json5": "[1]"]) { folder in
      let file = try #require(try ConfigurationFile.load(from: folder, explicitPath: "ci/run.json5"))
      #expect(file.name == "ci/run.json5")
      #expect(file.folder == "\(folder)/ci")
      #expect(PlainValue(file.root) == [1])
    }
  }

  @Test func takesAnAbsoluteExplicitFileAsItIs() throws {
    try withFolder(["a.json": "[1]"]) { folder in
      let file = try ConfigurationFile.load(from: "/", explicitPath: "\(folder)/a.json")
      #expect(file?.path == "\(folder)/a.json")
    }
  }

  @Test func rejectsAMissingExplicitFile() throws {
    try withFolder(["exhibit.json": "{}"]) { folder in
      #expect(
        failure(folder, "ci.json") == "ci.json: there is no such file; a relative path begins at the package's folder")
      #expect(
        failure(folder, "exhibit.json/ci.json")
          == "exhibit.json/ci.json: there is no such file; a relative path begins at the package's folder")
    }
  }

  @Test func rejectsFoldersAndOtherThings() throws {
    try withFolder(["exhibit.json/file": ""]) { folder in
      #expect(failure(folder) == "exhibit.json: expected a file, found a folder")
      #expect(failure(folder, "/dev/null") == "/dev/null: expected a file, found a pipe or a device")
      #expect(failure(folder, "a\0b") == #"a\u{0}b: the path contains a null character"#)
    }
  }

  @Test func doesNotWaitForPipes() throws {
    try withFolder([:]) { folder in
      #expect(mkfifo("\(folder)/exhibit.json", 0o600) == 0)
      #expect(failure(folder) == "exhibit.json: expected a file, found a pipe or a device")
    }
  }

  @Test func rejectsLinksThatLeadNowhere() throws {
    try withFolder([:]) { folder in
      let link = "\(folder)/exhibit.json"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "missing")
      #expect(failure(folder) == "exhibit.json: the link leads to no file")
    }
  }

  @Test func followsLinks() throws {
    try withFolder(["real.json": "[1]"]) { folder in
      let link = "\(folder)/exhibit.json"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.json")
      #expect(try ConfigurationFile.load(from: folder)?.root.elements.count == 1)
    }
  }

  @Test func rejectsFilesThatAreTooLarge() throws {
    let spaces = String(repeating: " ", count: ConfigurationFile.sizeLimit)
    try withFolder(["exhibit.json": spaces + "1"]) { folder in
      #expect(
        failure(folder) == "exhibit.json: the file is larger than 1048576 bytes; is it really a configuration?")
    }
  }

  @Test func namesThePlaceOfASyntaxError() throws {
    try withFolder(["exhibit.json": "{\n  a: }"]) { folder in
      #expect(failure(folder) == "exhibit.json:2:6: unexpected '}'; expected a value")
    }
  }

  #if YAML
    @Test(arguments: ["exhibit.yml", "exhibit.yaml", "EXHIBIT.YML"])
    func readsYAML(name: String) throws {
      try withFolder([name: "per_run: run\n"]) { folder in
        let file = try ConfigurationFile.load(from: folder, explicitPath: name)
        #expect(file.map { PlainValue($0.root) } == ["per_run": "run"])
      }
    }
  #else
    @Test(arguments: ["exhibit.yml", "exhibit.yaml"])
    func namesTheTraitThatYAMLNeeds(name: String) throws {
      try withFolder([name: "per_run: run\n"]) { folder in
        #expect(
          failure(folder) == """
            \(name): YAML is read only if the package trait `YAML` is enabled, and it is not; \
            enable it with .package(url: …, from: …, traits: ["YAML"]), or write the configuration as exhibit.json
            """
        )
      }
    }
  #endif
}
