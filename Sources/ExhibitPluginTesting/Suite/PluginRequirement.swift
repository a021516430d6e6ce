/// What the compatibility suite asks of a plugin.
public enum PluginRequirement: String, Sendable, Hashable, CaseIterable {
  /// It has a name of its own, and acts on an event.
  case name
  /// Without options it works, or is refused with its ident.
  case emptyOptions
  /// An option that it does not know is named.
  case unknownOption
  /// An option with a value of the wrong type is named, or the instance is.
  case wrongOption
  /// Several instances do not take from one another.
  case severalIdents
  /// It works with events that carry only what they always carry.
  case optionalValues
  /// A value that an event lacks is an error that names it, and does no harm to what comes after.
  case missingValues
  /// A test that never ends does no harm.
  case testWithoutEnd
  /// The end of a test whose start it has not seen does no harm.
  case endWithoutStart
  /// Two tests that run at once do no harm, and nothing of what it saves is lost.
  case testsAtOnce
  /// Hooks beside it that throw do no harm.
  case throwingNeighbours
  /// It has one hook for an event, and can be registered twice.
  case doubleHooks
  /// It prints nothing on standard output.
  case silence
  /// Tests and idents may be called anything, and it writes nothing outside of their directories.
  case hostileNames
  /// It works with `threaded: true`.
  case threaded
  /// It works with `background: true`, where hooks cannot add values.
  case background
}
