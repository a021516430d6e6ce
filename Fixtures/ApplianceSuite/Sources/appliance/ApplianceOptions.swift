import Foundation

/// What the command line asks for.
struct ApplianceOptions {
  static let help = """
    usage: appliance [--port N] [--config FILE] [--log FILE]

      --port N       the port on 127.0.0.1 (default: 0, any free one)
      --config FILE  a YAML file with name, zone and region, made if there is none
      --log FILE     a file that gets one line a request

    The first line of its output says where it listens. It ends on SIGTERM, and when its
    standard input ends.

    """

  private(set) var port: UInt16 = 0
  private(set) var configurationFile: URL?
  private(set) var logFile: URL?

  /// `nil` if help is wanted.
  ///
  /// - Throws: ``OptionError`` that names the argument which is wrong.
  init?(arguments: some Sequence<String>) throws {
    var rest = arguments.makeIterator()
    while let option = rest.next() {
      if option == "--help" || option == "-h" { return nil }
      guard ["--port", "--config", "--log"].contains(option) else {
        throw OptionError(description: "unknown option \(option)")
      }
      guard let value = rest.next() else {
        throw OptionError(description: "\(option) needs a value")
      }
      switch option {
      case "--config": configurationFile = URL(fileURLWithPath: value)
      case "--log": logFile = URL(fileURLWithPath: value)
      default:
        guard let number = UInt16(value) else {
          throw OptionError(description: "\(value) is not a port")
        }
        port = number
      }
    }
  }
}
