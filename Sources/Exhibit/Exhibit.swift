// A test imports one module. This is the only file that re-exports.
@_exported public import ExhibitCore
@_exported public import ExhibitFixtures
@_exported public import ExhibitHooks
@_exported public import ExhibitXCTest
