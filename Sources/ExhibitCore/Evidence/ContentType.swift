/// What kind of content an artifact has: a media type such as `image/png`.
public struct ContentType: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The media type.
  public let rawValue: String

  /// Creates a content type from a media type.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Creates a content type from a literal.
  public init(stringLiteral value: String) {
    rawValue = value
  }

  /// The media type.
  public var description: String { rawValue }

  /// Plain text.
  public static let plainText: ContentType = "text/plain"
  /// HTML.
  public static let html: ContentType = "text/html"
  /// Comma-separated values.
  public static let csv: ContentType = "text/csv"
  /// Markdown.
  public static let markdown: ContentType = "text/markdown"
  /// JSON.
  public static let json: ContentType = "application/json"
  /// JSON values, one a line.
  public static let jsonLines: ContentType = "application/jsonl"
  /// XML.
  public static let xml: ContentType = "application/xml"
  /// YAML.
  public static let yaml: ContentType = "application/yaml"
  /// A PNG picture.
  public static let png: ContentType = "image/png"
  /// A JPEG picture.
  public static let jpeg: ContentType = "image/jpeg"
  /// An SVG picture.
  public static let svg: ContentType = "image/svg+xml"
  /// A PDF document.
  public static let pdf: ContentType = "application/pdf"
  /// An MP4 video.
  public static let mp4: ContentType = "video/mp4"
  /// A WebM video.
  public static let webm: ContentType = "video/webm"
  /// A ZIP archive.
  public static let zip: ContentType = "application/zip"
  /// Bytes of which nothing is known.
  public static let data: ContentType = "application/octet-stream"

  /// The type that a file name's extension stands for, if it is a usual one.
  public init?(fileExtension: String) {
    let wanted = fileExtension.lowercased()
    guard let known = Self.extensions.first(where: { $0.names.contains(wanted) }) else { return nil }
    self = known.type
  }

  /// The extension that a file of this type usually has, without the dot.
  public var fileExtension: String? {
    let media = media
    return Self.extensions.first { $0.type.rawValue == media }?.names.first
  }

  /// Whether it is text that may be changed without breaking it.
  var isText: Bool {
    let media = media
    return media.hasPrefix("text/") || media.hasSuffix("+json") || media.hasSuffix("+xml")
      || Self.textTypes.contains(media)
  }

  /// Whether it is known to be no text, so that a change would break it whatever it looks like.
  var isBinary: Bool {
    guard !isText else { return false }
    let media = media
    return Self.binaryPrefixes.contains(where: media.hasPrefix) || Self.binarySuffixes.contains(where: media.hasSuffix)
      || Self.binaryTypes.contains(media)
  }

  /// The media type without its parameters.
  private var media: String { rawValue.prefix { $0 != ";" && $0 != " " }.lowercased() }

  private static let textTypes: Set<String> = [
    "application/json", "application/jsonl", "application/x-ndjson", "application/xml", "application/yaml",
    "application/x-yaml", "application/toml", "application/javascript", "application/sql", "application/x-sh",
    "application/x-www-form-urlencoded", "application/graphql", "application/json5",
  ]

  private static let binaryPrefixes = ["image/", "audio/", "video/", "font/"]
  private static let binarySuffixes = ["+zip", "+gzip", "+zstd", "+cbor"]
  /// Those that may begin like a text, and those that everybody knows.
  private static let binaryTypes: Set<String> = [
    "application/pdf", "application/zip", "application/gzip", "application/x-gzip", "application/x-tar",
    "application/x-bzip2", "application/x-xz", "application/zstd", "application/x-7z-compressed",
    "application/java-archive", "application/wasm", "application/vnd.sqlite3", "application/x-sqlite3",
    "application/vnd.tcpdump.pcap",
  ]

  private static let extensions: [(type: ContentType, names: [String])] = [
    (.plainText, ["txt", "log", "text"]), (.html, ["html", "htm"]), (.csv, ["csv"]), (.markdown, ["md"]),
    (.json, ["json"]), (.jsonLines, ["jsonl", "ndjson"]), (.xml, ["xml"]), (.yaml, ["yml", "yaml"]),
    (.png, ["png"]), (.jpeg, ["jpg", "jpeg"]), ("image/gif", ["gif"]), ("image/webp", ["webp"]), (.svg, ["svg"]),
    (.pdf, ["pdf"]), (.mp4, ["mp4"]), (.webm, ["webm"]), ("video/ogg", ["ogv"]), (.zip, ["zip"]),
    ("application/gzip", ["gz"]), ("application/vnd.tcpdump.pcap", ["pcap"]), ("application/har+json", ["har"]),
    (.data, ["bin"]),
  ]
}
