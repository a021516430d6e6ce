import CExhibitRecord
import Foundation

/// Bytes on their way to a file, out of which secrets are taken also where two pieces meet.
package final class RedactionStream {
  private let stream: OpaquePointer
  private let redactor: Redactor
  private let write: (UnsafeRawBufferPointer) -> Bool

  /// Begins a stream; fails if memory ran out.
  ///
  /// - Parameters:
  ///   - redactor: What takes secrets out.
  ///   - wordsOnly: Whether patterns are left out, as for bytes that are no text.
  ///   - write: Is given what may be written; returns whether to go on.
  package init?(redactor: Redactor, wordsOnly: Bool = false, write: @escaping (UnsafeRawBufferPointer) -> Bool) {
    guard let memory = malloc(exhibit_stream_size()) else { return nil }
    stream = OpaquePointer(memory)
    self.redactor = redactor
    self.write = write
    exhibit_stream_begin(stream, Redactor.replacement, wordsOnly)
  }

  deinit {
    free(UnsafeMutableRawPointer(stream))
  }

  /// Whether anything was found so far.
  package var hasFound: Bool { exhibit_stream_found(stream) }

  /// How many bytes are held back.
  package var heldCount: Int { exhibit_stream_held(stream) }

  /// Takes bytes in, and writes what may be written.
  ///
  /// - Returns: Whether everything was written.
  package func feed(_ bytes: UnsafeRawBufferPointer) -> Bool {
    redactor.withRules { rules in
      exhibit_stream_feed(
        stream, rules, bytes.baseAddress, bytes.count, Self.sink, Unmanaged.passUnretained(self).toOpaque())
    }
  }

  /// Writes the rest.
  ///
  /// - Returns: Whether everything was written.
  package func flush() -> Bool {
    redactor.withRules { rules in
      exhibit_stream_flush(stream, rules, Self.sink, Unmanaged.passUnretained(self).toOpaque())
    }
  }

  private static let sink: @convention(c) (UnsafeMutableRawPointer?, UnsafeRawPointer, Int) -> Bool = {
    context, bytes, count in
    guard let context else { return false }
    let stream = Unmanaged<RedactionStream>.fromOpaque(context).takeUnretainedValue()
    return stream.write(UnsafeRawBufferPointer(start: bytes, count: count))
  }
}
