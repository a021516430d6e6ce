/// A parameter of a verb, bound to the property that it fills.
///
/// The kind of property decides how often the parameter counts: a plain property takes the last value, an optional one
/// stays `nil` without a value, and an array takes every value (the given ones replace the initial ones).
struct Parameter<Target: ParsableVerb>: Sendable {
  /// A property of the verb that a value can be stored in.
  typealias Property<Value> = any WritableKeyPath<Target, Value> & Sendable

  /// What the parameter looks like.
  let shape: ParameterShape
  /// Reads the texts that were given and stores them; returns the first that is not valid.
  let store: @Sendable (_ texts: [String], _ target: inout Target) -> String?

  /// Creates a parameter that reads every text and hands the values to a closure.
  private init<Value>(
    _ shape: ParameterShape,
    _ format: ValueFormat<Value>,
    initial: [Value],
    assign: @escaping @Sendable (_ values: [Value], _ target: inout Target) -> Void
  ) {
    var shape = shape
    let defaultText = initial.map(format.show).joined(separator: ",")
    // Nobody ever sees the initial value behind a required parameter, so it is no default.
    shape.defaultText = shape.isRequired || defaultText.isEmpty ? nil : defaultText
    self.shape = shape
    store = { texts, target in
      var values: [Value] = []
      for text in texts {
        guard let value = format.read(text) else { return text }
        values.append(value)
      }
      assign(values, &target)
      return nil
    }
  }

  /// Creates a parameter for a property that holds one value.
  private init<Value>(_ shape: ParameterShape, _ property: Property<Value>, _ format: ValueFormat<Value>) {
    self.init(shape, format, initial: [Target()[keyPath: property]]) { values, target in
      if let last = values.last { target[keyPath: property] = last }
    }
  }

  /// Creates a parameter for a property that holds one value or none.
  private init<Value>(_ shape: ParameterShape, _ property: Property<Value?>, _ format: ValueFormat<Value>) {
    self.init(shape, format, initial: Target()[keyPath: property].map { [$0] } ?? []) { values, target in
      if let last = values.last { target[keyPath: property] = last }
    }
  }

  /// Creates a parameter for a property that holds any number of values.
  private init<Value>(_ shape: ParameterShape, _ property: Property<[Value]>, each format: ValueFormat<Value>) {
    var shape = shape
    shape.isRepeated = true
    self.init(shape, format, initial: Target()[keyPath: property]) { values, target in
      target[keyPath: property] = values
    }
  }
}

// MARK: - Flags and options

extension Parameter {
  /// A name without a value, `--name`; it sets the property to `true`.
  static func flag(_ property: Property<Bool>, _ name: String, short: Character? = nil, help: String) -> Self {
    let present = ValueFormat<Bool>("", expectation: "nothing", show: { _ in "" }, read: { _ in true })
    return Self(ParameterShape(role: .flag, name: name, short: short, help: help), property, present)
  }

  /// A name with a value, `--name VALUE` or `--name=VALUE`; the last one counts.
  static func option<Value>(
    _ property: Property<Value>,
    _ name: String,
    short: Character? = nil,
    _ format: ValueFormat<Value>,
    required: Bool = false,
    help: String
  ) -> Self {
    let shape = ParameterShape(
      role: .option, name: name, short: short, value: format.shape, isRequired: required, help: help)
    return Self(shape, property, format)
  }

  /// A name with a value that may be left out, in which case the property keeps its initial value, usually `nil`.
  static func option<Value>(
    _ property: Property<Value?>,
    _ name: String,
    short: Character? = nil,
    _ format: ValueFormat<Value>,
    help: String
  ) -> Self {
    let shape = ParameterShape(
      role: .option, name: name, short: short, value: format.shape, help: help)
    return Self(shape, property, format)
  }

  /// A name with a value that may be given several times, and every time counts.
  static func option<Value>(
    _ property: Property<[Value]>,
    _ name: String,
    short: Character? = nil,
    _ format: ValueFormat<Value>,
    required: Bool = false,
    help: String
  ) -> Self {
    let shape = ParameterShape(
      role: .option, name: name, short: short, value: format.shape, isRequired: required, help: help)
    return Self(shape, property, each: format)
  }
}

// MARK: - Positional arguments

extension Parameter {
  /// A value known by its position; without `required` it may be left out.
  static func argument<Value>(
    _ property: Property<Value>,
    _ format: ValueFormat<Value>,
    required: Bool = false,
    help: String
  ) -> Self {
    let shape = ParameterShape(role: .argument, value: format.shape, isRequired: required, help: help)
    return Self(shape, property, format)
  }

  /// A value known by its position that may be left out.
  static func argument<Value>(_ property: Property<Value?>, _ format: ValueFormat<Value>, help: String) -> Self {
    Self(ParameterShape(role: .argument, value: format.shape, help: help), property, format)
  }

  /// All remaining values known by their position; with `required` at least one.
  static func argument<Value>(
    _ property: Property<[Value]>,
    _ format: ValueFormat<Value>,
    required: Bool = false,
    help: String
  ) -> Self {
    let shape = ParameterShape(role: .argument, value: format.shape, isRequired: required, help: help)
    return Self(shape, property, each: format)
  }

  /// Everything after `--`, as it is.
  static func passThrough(_ property: Property<[String]>, _ placeholder: String, help: String) -> Self {
    let format = ValueFormat.text(placeholder)
    return Self(ParameterShape(role: .passThrough, value: format.shape, help: help), property, each: format)
  }
}
