/// A type that is read from a node directly, because its own `Decodable` would ask for itself again.
protocol NodeScalar: Decodable {
  /// Reads the value.
  ///
  /// - Throws: A ``ConfigurationDiagnostic`` if the node holds something else or the type cannot hold it.
  static func read(from decoder: NodeDecoder) throws -> Self
}

extension Bool: NodeScalar {
  static func read(from decoder: NodeDecoder) throws -> Bool {
    guard case .bool(let value) = decoder.node.value else { throw decoder.mismatch(expected: "true or false") }
    return value
  }
}

extension String: NodeScalar {
  static func read(from decoder: NodeDecoder) throws -> String {
    guard case .string(let value) = decoder.node.value else { throw decoder.mismatch(expected: "a string") }
    return value
  }
}

extension NodeScalar where Self: FixedWidthInteger {
  static func read(from decoder: NodeDecoder) throws -> Self {
    switch decoder.node.value {
    case .integer(let value):
      if let exact = Self(exactly: value) { return exact }
    case .double(let value):
      guard value.rounded(.towardZero) == value, value.isFinite else {
        throw decoder.mismatch(expected: "an integer")
      }
      // Beyond 2^53 a double stands for several integers, and the file may have meant another one.
      if value.magnitude <= 0x1p53, let exact = Self(exactly: value) { return exact }
    default:
      throw decoder.mismatch(expected: "an integer")
    }
    throw decoder.mismatch(expected: "an integer from \(Self.min) to \(Self.max)")
  }
}

extension NodeScalar where Self: BinaryFloatingPoint {
  static func read(from decoder: NodeDecoder) throws -> Self {
    let value: Double
    switch decoder.node.value {
    case .integer(let integer): value = Double(integer)
    case .double(let double): value = double
    default: throw decoder.mismatch(expected: "a number")
    }
    let result = Self(value)
    guard result.isFinite || !value.isFinite else {
      throw decoder.mismatch(expected: "a number of magnitude up to \(Self.greatestFiniteMagnitude)")
    }
    return result
  }
}

extension Int: NodeScalar {}
extension Int8: NodeScalar {}
extension Int16: NodeScalar {}
extension Int32: NodeScalar {}
extension Int64: NodeScalar {}
extension UInt: NodeScalar {}
extension UInt8: NodeScalar {}
extension UInt16: NodeScalar {}
extension UInt32: NodeScalar {}
extension UInt64: NodeScalar {}
extension Float: NodeScalar {}
extension Double: NodeScalar {}

@available(macOS 15.0, iOS 18.0, tvOS 18.0, watchOS 11.0, visionOS 2.0, *)
extension Int128: NodeScalar {}

@available(macOS 15.0, iOS 18.0, tvOS 18.0, watchOS 11.0, visionOS 2.0, *)
extension UInt128: NodeScalar {}
