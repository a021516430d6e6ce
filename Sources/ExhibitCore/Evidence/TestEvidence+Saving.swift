import ExhibitRecord
public import Foundation

extension TestEvidence {
  /// Saves a text.
  ///
  /// - Parameters:
  ///   - text: The text, saved as UTF-8.
  ///   - description: What it is; the file's name is made from it. Two artifacts of one description are both kept.
  ///   - contentType: What kind of text it is; by default what the description's extension says, else plain text.
  ///   - group: What joins it with other artifacts, such as the screenshot and the text of one failure.
  ///   - displayType: What a person is told that it is, as in "Screenshot".
  ///   - fileName: What the file is called; by default it is made from the description.
  /// - Returns: The artifact, complete on disk and listed in the record, or why it could not be saved.
  @discardableResult
  public func save(
    _ text: String, as description: String, contentType: ContentType? = nil, group: String? = nil,
    displayType: String? = nil,
    fileName: String? = nil
  ) -> Result<Artifact, EvidenceError> {
    let labels = ArtifactLabels(group: group, displayType: displayType, fileName: fileName)
    return text.withContiguousUTF8 { bytes in
      store(.text(bytes), description, contentType ?? Self.type(of: fileName ?? description) ?? .plainText, labels)
    }
  }

  /// Saves bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - description: What they are; the file's name is made from it. Two artifacts of one description are both kept.
  ///   - contentType: What kind of bytes they are; by default what the description's extension says.
  ///   - group: What joins it with other artifacts, such as the screenshot and the text of one failure.
  ///   - displayType: What a person is told that it is, as in "Screenshot".
  ///   - fileName: What the file is called; by default it is made from the description.
  /// - Returns: The artifact, complete on disk and listed in the record, or why it could not be saved.
  @discardableResult
  public func save(
    _ data: Data, as description: String, contentType: ContentType? = nil, group: String? = nil,
    displayType: String? = nil,
    fileName: String? = nil
  ) -> Result<Artifact, EvidenceError> {
    let labels = ArtifactLabels(group: group, displayType: displayType, fileName: fileName)
    return data.withUnsafeBytes { bytes in
      store(.bytes(bytes), description, contentType ?? Self.type(of: fileName ?? description) ?? .data, labels)
    }
  }

  /// Saves a copy of a file, or the file itself.
  ///
  /// - Parameters:
  ///   - file: A regular file; a symbolic link is followed.
  ///   - description: What it is; by default the file's name.
  ///   - moving: Whether the file is taken away from where it is.
  ///   - contentType: What kind of file it is; by default what its extension says.
  ///   - group: What joins it with other artifacts, such as the screenshot and the text of one failure.
  ///   - displayType: What a person is told that it is, as in "Screenshot".
  ///   - fileName: What the file is called; by default it is made from the description.
  /// - Returns: The artifact, complete on disk and listed in the record, or why it could not be saved. A file that could
  ///   not be saved is not taken away.
  @discardableResult
  public func save(
    file: URL, as description: String? = nil, moving: Bool = false, contentType: ContentType? = nil,
    group: String? = nil, displayType: String? = nil,
    fileName: String? = nil
  ) -> Result<Artifact, EvidenceError> {
    let description = description ?? file.lastPathComponent
    guard file.isFileURL else {
      return lost(EvidenceError(code: .unreadable, message: "\(file) is not the URL of a file").described(description))
    }
    let type = contentType ?? Self.type(of: fileName ?? description) ?? Self.type(of: file.lastPathComponent) ?? .data
    let labels = ArtifactLabels(group: group, displayType: displayType, fileName: fileName)
    return store(moving ? .move(of: file.path) : .copy(of: file.path), description, type, labels)
  }

  /// Saves a value as JSON, indented and with sorted keys.
  ///
  /// - Parameters:
  ///   - value: The value; one that fails to encode is reported, not thrown.
  ///   - description: What it is; the file's name is made from it. Two artifacts of one description are both kept.
  ///   - group: What joins it with other artifacts, such as the screenshot and the text of one failure.
  ///   - displayType: What a person is told that it is, as in "Screenshot".
  ///   - fileName: What the file is called; by default it is made from the description.
  /// - Returns: The artifact, complete on disk and listed in the record, or why it could not be saved.
  @discardableResult
  public func save(
    json value: some Encodable, as description: String, group: String? = nil, displayType: String? = nil,
    fileName: String? = nil
  ) -> Result<Artifact, EvidenceError> {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    do {
      return save(
        try encoder.encode(value), as: description, contentType: .json, group: group, displayType: displayType,
        fileName: fileName)
    } catch {
      return lost(EvidenceError(code: .notEncodable, message: "\(error)").described(description))
    }
  }

  private func store(
    _ source: ArtifactStore.Source, _ description: String, _ contentType: ContentType,
    _ labels: ArtifactLabels
  ) -> Result<Artifact, EvidenceError> {
    guard let attempt, let session else {
      let error = EvidenceError(code: .noCurrentTest, message: "no test that Exhibit watches is running")
      return lost(error.described(description))
    }
    let result = ArtifactStore(session: session, attempt: attempt)
      .save(source, description: description, contentType: contentType, labels: labels)
    guard case .failure(let error) = result else { return result }
    return lost(error)
  }

  private func lost(_ error: EvidenceError) -> Result<Artifact, EvidenceError> {
    if let attempt, let session {
      session.evidenceLost(error, attempt: attempt)
    } else if !ExhibitSwitch.isOff {
      Diagnostics.shared.say(error.message)
    }
    return .failure(error)
  }

  private static func type(of description: String) -> ContentType? {
    description.splitAtExtension.fileExtension.flatMap { ContentType(fileExtension: $0) }
  }
}
