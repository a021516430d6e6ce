import XCTest

/// Called by the loader when the process starts; the observation center keeps the observer.
@_cdecl("exhibit_register_observer")
func registerObserver() {
  XCTestObservationCenter.shared.addTestObserver(ExhibitObserver())
}
