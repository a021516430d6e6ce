import ExhibitHooks
import ExhibitRecord
import Foundation

/// An artifact that somebody asks for by firing `save_artifact`, with Artifactor's names for what it takes.
struct AskedArtifact {
  /// What the file's bytes are.
  enum Content {
    case text(String)
    case bytes(Data)
    case copy(of: String)
    /// The file is in the test's directory already.
    case listed(String)
  }

  let content: Content
  let description: String
  let contentType: ContentType
  let labels: ArtifactLabels

  /// Reads what is asked for.
  ///
  /// - Throws: ``HookError`` if there is neither `contents` nor `path`, ``EvidenceError`` if the contents cannot be saved.
  init(_ event: HookEvent) throws {
    let fileType = event[ifPresent: .fileType]
    let contents = event[named: ValueKey<Data>.contents.name]
    let path = contents == nil ? try event[.path] : nil
    let description = event[ifPresent: .description] ?? path?.lastPathName ?? fileType ?? "artifact"
    self.description = description
    let isBase64 = event[ifPresent: .isBase64] ?? false
    switch contents {
    case let text as String where isBase64:
      guard let data = Data(base64Encoded: text.filter { !$0.isNewline }) else {
        throw EvidenceError(code: .notEncodable, message: "its contents are not Base64").described(description)
      }
      content = .bytes(data)
    case let text as String: content = .text(text)
    case let data as Data: content = .bytes(data)
    case let bytes as [UInt8]: content = .bytes(Data(bytes))
    case nil: content = event[ifPresent: .isListed] ?? false ? .listed(path ?? "") : .copy(of: path ?? "")
    case let other?:
      throw EvidenceError(
        code: .notEncodable, message: "its contents are \(type(of: other)), not String, Data or [UInt8]"
      ).described(description)
    }
    var labels = ArtifactLabels(group: event[ifPresent: .groupID], displayType: event[ifPresent: .displayType])
    labels.fileName = event[ifPresent: .fileName] ?? event[named: "os_filename"] as? String
    let named = (labels.fileName ?? description).splitAtExtension.fileExtension.flatMap {
      ContentType(fileExtension: $0)
    }
    let type =
      event[ifPresent: .contentType] ?? (event[named: "content_type"] as? String).map(ContentType.init(rawValue:))
    if let type = type ?? named ?? path.flatMap({ ContentType(fileExtension: $0.splitAtExtension.fileExtension ?? "") })
    {
      contentType = type
    } else if let known = fileType.flatMap(Self.known) {
      contentType = known.type
      if labels.fileName == nil, known.extension != known.type.fileExtension {
        labels.fileName = "\(description).\(known.extension)"
      }
    } else {
      contentType = contents is String && !isBase64 ? .plainText : .data
    }
    self.labels = labels
  }

  /// What Artifactor's file types are.
  private static func known(_ fileType: String) -> (type: ContentType, extension: String)? {
    switch fileType {
    case "screenshot": (.png, "png")
    case "html": (.html, "html")
    case "video": ("video/ogg", "ogv")
    case "log", "traceback": (.plainText, "log")
    case let type where type.hasSuffix("_tb") || type.hasSuffix("_traceback"): (.plainText, "log")
    default: nil
    }
  }
}
