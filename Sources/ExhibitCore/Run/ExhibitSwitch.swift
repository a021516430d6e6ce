import CExhibitRecord

/// The switch that turns everything off, `EXHIBIT_DISABLED=1`.
package enum ExhibitSwitch {
  /// Whether Exhibit is switched off in this process.
  package static let isOff = exhibit_variable_is("EXHIBIT_DISABLED", "1")
}
