import ApplianceServer
import Foundation

/// Runs the appliance until SIGTERM, or until its standard input ends.
@main
enum ApplianceCommand {
  static func main() async {
    do {
      guard let options = try ApplianceOptions(arguments: CommandLine.arguments.dropFirst()) else {
        FileHandle.standardOutput.write(Data(ApplianceOptions.help.utf8))
        return
      }
      let service = try ApplianceService(
        port: options.port,
        configurationFile: options.configurationFile,
        logFile: options.logFile
      )
      let signal = EndSignal()
      try await service.run(until: signal.wait) { url in
        FileHandle.standardOutput.write(Data("listening on \(url.absoluteString)\n".utf8))
      }
    } catch {
      FileHandle.standardError.write(Data("appliance: \(error)\n".utf8))
      exit(error is OptionError ? 2 : 1)
    }
  }
}
