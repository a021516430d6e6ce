import Foundation

/// The name of the machine in file names and records.
package enum MachineIdentity {
  /// The host's name without its domain, reduced to letters, digits and hyphens.
  package static var current: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "machine" }
    let name = buffer.prefix { $0 != 0 && $0 != CChar(bitPattern: UInt8(ascii: ".")) }
      .map { UInt8(bitPattern: $0) }
      .map { byte -> UInt8 in
        let scalar = Unicode.Scalar(byte)
        return scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          ? byte : UInt8(ascii: "-")
      }
    let text = String(decoding: name.prefix(40), as: UTF8.self)
    return text.isEmpty ? "machine" : text
  }
}
