extension String {
  /// Calls the closure with the string's bytes.
  package func withContiguousUTF8<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var copy = self
    let outcome = copy.withUTF8 { bytes in
      Swift.Result { () throws(Failure) -> Result in try body(UnsafeRawBufferPointer(bytes)) }
    }
    return try outcome.get()
  }
}
