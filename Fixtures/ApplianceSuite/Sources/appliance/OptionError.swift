/// A command line that cannot be understood.
struct OptionError: Error, CustomStringConvertible {
  let description: String
}
