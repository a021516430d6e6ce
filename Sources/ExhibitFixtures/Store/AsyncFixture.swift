/// Something that tests share and that is made asynchronously; a ``Fixture`` otherwise.
///
/// It is made in a task of its own, which goes on when a task that waits for it is cancelled.
public struct AsyncFixture<Value: Sendable>: Sendable {
  /// The fixture's name, unique among those of its scope.
  public let name: String

  /// How long it lives.
  public let scope: FixtureScope

  /// Where it is declared.
  private let place: String

  private let make: @Sendable () async throws -> Value
  private let tearDown: (@Sendable (Value) async throws -> Void)?

  /// Declares a fixture.
  ///
  /// - Parameters:
  ///   - name: Its name, unique among those of its scope.
  ///   - scope: How long it lives.
  ///   - fileID: The file of the declaration, which together with its line tells two fixtures of one name apart.
  ///   - line: The line of the declaration.
  ///   - make: Makes it.
  ///   - tearDown: Ends it; the end of the scope waits for it. What it throws is reported and stops nothing else.
  public init(
    _ name: String, scope: FixtureScope = .test, fileID: StaticString = #fileID, line: UInt = #line,
    make: @escaping @Sendable () async throws -> Value,
    tearDown: (@Sendable (Value) async throws -> Void)? = nil
  ) {
    self.name = name
    self.scope = scope
    place = "\(fileID):\(line)"
    self.make = make
    self.tearDown = tearDown
  }

  private var ending: (@Sendable (Value) -> TearDown.Body)? {
    guard let tearDown else { return nil }
    return { value in .asynchronous { try await tearDown(value) } }
  }

  /// The fixture, made if it is not there.
  ///
  /// - Throws: What its making throws; `CancellationError` if the task is cancelled while it waits; ``FixtureError`` if no
  ///   such scope is open, it needs itself, or what needs it lives longer.
  public func value() async throws -> Value {
    let (store, slot, access) = try FixtureStore.access(name, scope, Value.self, declared: place)
    let flight: Flight
    switch access {
    case .value(let box): return unsafeDowncast(box, to: DetailBox<Value>.self).value
    case .join(let other): flight = other
    case .none: throw FixtureStore.tornDown(name)
    case .lead(let own):
      flight = own
      let making = FixtureStore.Making(store, slot, own)
      Flight.$current.withValue(own) {
        _ = Task { [self] in
          let result: Result<Value, any Error>
          do { result = .success(try await make()) } catch { result = .failure(error) }
          making.finish(result, named: name, tearDown: ending)
        }
      }
    }
    return unsafeDowncast(try await flight.waitInTask(), to: DetailBox<Value>.self).value
  }
}
