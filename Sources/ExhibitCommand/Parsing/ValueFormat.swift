/// How a value is written on the command line: reading it, showing it, describing it.
struct ValueFormat<Value: Sendable>: Sendable {
  /// What the value looks like.
  let shape: ValueShape
  /// Turns text into a value, or returns `nil` if the text is not one.
  let read: @Sendable (String) -> Value?
  /// Turns a value into text; help shows defaults with it.
  let show: @Sendable (Value) -> String

  /// Creates a format.
  ///
  /// - Parameters:
  ///   - placeholder: The word that stands for the value in help, such as `N`.
  ///   - expectation: What the value has to be, as the end of the sentence "expects …".
  ///   - completion: What a shell offers for the value.
  ///   - show: Turns a value into text.
  ///   - read: Turns text into a value, or returns `nil` if the text is not one.
  init(
    _ placeholder: String,
    expectation: String,
    completion: ValueCompletion = .nothing,
    show: @escaping @Sendable (Value) -> String = { "\($0)" },
    read: @escaping @Sendable (String) -> Value?
  ) {
    shape = ValueShape(placeholder: placeholder, expectation: expectation, completion: completion)
    self.read = read
    self.show = show
  }
}

extension ValueFormat where Value == String {
  /// Any text, also an empty one.
  static func text(_ placeholder: String) -> Self {
    Self(placeholder, expectation: "a text") { $0 }
  }

  /// The path of a file or directory; not empty.
  static func path(_ placeholder: String, _ completion: ValueCompletion = .files) -> Self {
    Self(placeholder, expectation: "a path", completion: completion) { $0.isEmpty ? nil : $0 }
  }
}

extension ValueFormat where Value == Int {
  /// A whole number within bounds, which belong to the valid numbers.
  static func integer(_ placeholder: String, from lowest: Int = .min, to highest: Int = .max) -> Self {
    let bounds = boundsText(lowest == .min ? nil : "\(lowest)", highest == .max ? nil : "\(highest)")
    return Self(placeholder, expectation: "a whole number" + bounds) { text in
      Int(text).flatMap { lowest <= $0 && $0 <= highest ? $0 : nil }
    }
  }
}

extension ValueFormat where Value == Double {
  /// A finite number within bounds, which belong to the valid numbers.
  static func number(_ placeholder: String, from lowest: Double = -.infinity, to highest: Double = .infinity) -> Self {
    let bounds = boundsText(lowest.isFinite ? short(lowest) : nil, highest.isFinite ? short(highest) : nil)
    return Self(placeholder, expectation: "a number" + bounds, show: short) { text in
      Double(text).flatMap { $0.isFinite && lowest <= $0 && $0 <= highest ? $0 : nil }
    }
  }

  /// Writes a number without a fraction that says nothing.
  @Sendable private static func short(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }
}

extension ValueFormat where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of the cases of an enumeration, by its raw value.
  static func choice(_ placeholder: String) -> Self {
    let words = Value.allCases.map(\.rawValue)
    return Self(
      placeholder,
      expectation: "one of " + words.joined(separator: ", "),
      completion: .choice(words),
      show: \.rawValue,
      read: Value.init(rawValue:)
    )
  }
}

extension ValueFormat {
  /// Values of another format, separated by commas; at least one.
  static func list<Element>(of element: ValueFormat<Element>) -> Self where Value == [Element] {
    let words = element.shape.completion.words
    return Self(
      element.shape.placeholder + ",…",
      expectation: "a comma-separated list, each \(element.shape.expectation)",
      completion: words.isEmpty ? .nothing : .choices(words),
      show: { $0.map(element.show).joined(separator: ",") },
      read: { text in
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let values = parts.compactMap { element.read(String($0)) }
        return values.count == parts.count ? values : nil
      }
    )
  }

  /// Writes the bounds of a number for people.
  private static func boundsText(_ lowest: String?, _ highest: String?) -> String {
    switch (lowest, highest) {
    case (let lowest?, let highest?): " from \(lowest) to \(highest)"
    case (let lowest?, nil): " of at least \(lowest)"
    case (nil, let highest?): " of at most \(highest)"
    case (nil, nil): ""
    }
  }
}
