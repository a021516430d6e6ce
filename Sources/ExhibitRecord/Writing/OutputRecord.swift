import CExhibitRecord

/// The record of what a process prints: an event file of its own, since another process writes it.
package struct OutputRecord: Sendable {
  /// The event file.
  package let path: String

  /// The members of its first line that are known before, as `"key":value,…`.
  package let header: String

  /// The directory for what is printed outside of tests.
  package let outsideDirectory: String

  /// Describes the record of the output of a process.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - processName: The process that prints.
  package init(run: RunDirectory, processName: String) {
    let name = processName + "-output"
    path = "\(run.events)/\(name).jsonl"
    outsideDirectory = "\(run.processes)/\(processName)"
    var buffer = exhibit_buffer()
    defer { exhibit_buffer_free(&buffer) }
    header = withUnsafeMutablePointer(to: &buffer) { buffer in
      Self.write(run: run, name: name, of: processName, to: LineBuffer(buffer))
      return String(
        decoding: UnsafeRawBufferPointer(start: buffer.pointee.bytes, count: buffer.pointee.count), as: UTF8.self)
    }
  }

  private static func write(run: RunDirectory, name: String, of processName: String, to line: LineBuffer) {
    line.literal(#""formatVersion":"#)
    line.integer(Int64(ProcessHeader.formatVersion))
    line.member(#","runID":"#, run.id.rawValue)
    line.member(#","process":"#, name)
    line.member(#","outputOf":"#, processName)
    line.member(#","machine":"#, MachineIdentity.current)
    line.member(#","bootID":"#, BootIdentity.current)
  }
}
