import CExhibitFixtures

/// The counters by which processes of a run tell each other that something is stale.
///
/// Each is found by its names. What a process has counted stays counted when it dies, because the memory is a file's.
final class SharedGenerations: Sendable {
  private let generations: exhibit_generations

  /// Maps the counters of a run; `nil` if there is no memory.
  ///
  /// - Parameters:
  ///   - path: The file that all processes of the run map; `nil` for counters of this process alone.
  ///   - failure: Is given what the system said if the file cannot be mapped; the counters are then those of this process.
  init?(path: String?, failure: (String) -> Void) {
    var generations = exhibit_generations()
    if let path {
      generations = exhibit_generations_open(path)
      if generations.table == nil { failure(SystemError.last) }
    }
    if generations.table == nil { generations = exhibit_generations_make() }
    guard generations.table != nil else { return nil }
    self.generations = generations
  }

  deinit { exhibit_generations_close(generations) }

  /// The counter of these names, as long as this object is there.
  func generation(of names: String...) -> exhibit_generation {
    var key = names.map { "\($0.utf8.count):\($0)" }.joined()
    return key.withUTF8 { exhibit_generations_find(generations, $0.baseAddress, $0.count) }
  }
}
