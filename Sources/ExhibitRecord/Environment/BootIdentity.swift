import Foundation

/// What tells one start of a machine from the next, so that a pid from before is not taken for one of now.
package enum BootIdentity {
  /// The identity, or an empty string where it cannot be known.
  package static var current: String {
    #if os(Linux)
      (FileSystem.text(of: "/proc/sys/kernel/random/boot_id") ?? "").trimmed
    #elseif canImport(Darwin)
      var buffer = [CChar](repeating: 0, count: 64)
      var size = buffer.count
      guard sysctlbyname("kern.bootsessionuuid", &buffer, &size, nil, 0) == 0 else { return "" }
      return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
      ""
    #endif
  }
}
