import CExhibitRecord

/// The name of the machine in file names and records.
package enum MachineIdentity {
  /// The host's name without its domain, reduced to letters, digits and hyphens.
  package static var current: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let start = buffer.baseAddress, exhibit_machine_name(start, buffer.count, 40) else { return "machine" }
      return String(cString: start)
    }
  }
}
