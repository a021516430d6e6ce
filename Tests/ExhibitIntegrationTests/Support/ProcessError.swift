/// Why a process did not do what a test needs of it.
struct ProcessError: Error, CustomStringConvertible {
  let description: String

  init(_ what: String, result: ProcessResult? = nil) {
    var text = what
    if let result {
      text += "\nexit code \(result.exitCode)"
      text += "\n--- standard output\n\(result.standardOutput.suffix(4000))"
      text += "\n--- standard error\n\(result.standardError.suffix(4000))"
    }
    description = text
  }
}
