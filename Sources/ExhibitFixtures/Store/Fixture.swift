/// Something that tests share: made when it is first needed in a test, a class or the run, and torn down at its end.
///
/// ```swift
/// let database = Fixture("database", scope: .class) {
///   try Database(in: TestEvidence.current.directory)
/// } tearDown: {
///   try $0.close()
/// }
/// ```
/// A fixture may use others in its closure; those are torn down after it. What a fixture throws when it is made reaches
/// all who wait for it, and the next who wants it tries again.
public struct Fixture<Value: Sendable>: Sendable {
  /// The fixture's name, unique among those of its scope.
  public let name: String

  /// How long it lives.
  public let scope: FixtureScope

  /// Where it is declared.
  private let place: String

  private let make: @Sendable () throws -> Value
  private let tearDown: (@Sendable (Value) throws -> Void)?

  /// Declares a fixture.
  ///
  /// - Parameters:
  ///   - name: Its name, unique among those of its scope.
  ///   - scope: How long it lives.
  ///   - fileID: The file of the declaration, which together with its line tells two fixtures of one name apart.
  ///   - line: The line of the declaration.
  ///   - make: Makes it.
  ///   - tearDown: Ends it; what it throws is reported and stops nothing else.
  public init(
    _ name: String, scope: FixtureScope = .test, fileID: StaticString = #fileID, line: UInt = #line,
    make: @escaping @Sendable () throws -> Value,
    tearDown: (@Sendable (Value) throws -> Void)? = nil
  ) {
    self.name = name
    self.scope = scope
    place = "\(fileID):\(line)"
    self.make = make
    self.tearDown = tearDown
  }

  private var ending: (@Sendable (Value) -> TearDown.Body)? {
    guard let tearDown else { return nil }
    return { value in .plain { try tearDown(value) } }
  }

  /// The fixture, made if it is not there.
  ///
  /// - Throws: What its making throws; ``FixtureError`` if no such scope is open, it needs itself, or what needs it lives
  ///   longer.
  public func value() throws -> Value {
    let (store, slot, access) = try FixtureStore.access(name, scope, Value.self, declared: place)
    switch access {
    case .value(let box): return unsafeDowncast(box, to: DetailBox<Value>.self).value
    case .join(let flight): return unsafeDowncast(try flight.wait(), to: DetailBox<Value>.self).value
    case .none: throw FixtureStore.tornDown(name)
    case .lead(let flight):
      let waiting = FlightGraph.begin(flight)
      defer { waiting.end() }
      let making = FixtureStore.Making(store, slot, flight)
      Flight.$current.withValue(flight) {
        making.finish(Result { try make() }, named: name, tearDown: ending)
      }
      return unsafeDowncast(try flight.wait(), to: DetailBox<Value>.self).value
    }
  }
}
