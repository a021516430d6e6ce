import Foundation

/// A file system of its own as artifact directory, for one process and its children.
enum Mount {
  /// Whether this process may have one.
  static let isPossible: Bool = {
    #if os(Linux)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    #else
      return false
    #endif
  }()

  /// What runs a command with a copy of what is in `RUNS` in `EXHIBIT_ARTIFACT_DIR`, on a file system in memory that has
  /// not a byte of room, and copies to `KEEP` what is there then.
  static let fullDisk = [
    "/usr/bin/env", "unshare", "-rm", "sh", "-c",
    """
    mkdir -p "$EXHIBIT_ARTIFACT_DIR" && mount -t tmpfs -o size=8m tmpfs "$EXHIBIT_ARTIFACT_DIR" || exit 99
    cp -a "$RUNS"/. "$EXHIBIT_ARTIFACT_DIR" || exit 99
    head -c 10000000 /dev/zero >"$EXHIBIT_ARTIFACT_DIR/filler" 2>/dev/null && exit 99
    "$@"
    code=$?
    rm "$EXHIBIT_ARTIFACT_DIR/filler"
    cp -a "$EXHIBIT_ARTIFACT_DIR" "$KEEP"
    exit $code
    """, "sh",
  ]

  /// What runs a command with `EXHIBIT_ARTIFACT_DIR` on a file system in memory, and copies to `KEEP` what is there then.
  static func command(options: String) -> [String] {
    [
      "/usr/bin/env", "unshare", "-rm", "sh", "-c",
      """
      mkdir -p "$EXHIBIT_ARTIFACT_DIR" && mount -t tmpfs -o "$1" tmpfs "$EXHIBIT_ARTIFACT_DIR" || exit 99
      shift
      "$@"
      code=$?
      cp -a "$EXHIBIT_ARTIFACT_DIR" "$KEEP"
      exit $code
      """, "sh", options,
    ]
  }
}
