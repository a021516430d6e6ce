import Testing

/// Tests that run `swift test` on sample packages.
///
/// They run one at a time, because each `swift test` locks the directory into which its package is built, and because
/// the processors are taken by the processes that they start.
@Suite(.serialized, .timeLimit(.minutes(5)))
enum IntegrationTests {}
