public import Foundation

/// Finds the executable of the appliance.
public enum ApplianceExecutable {
  /// Looks where the build put the program that runs.
  ///
  /// Both build systems of SwiftPM put all products of one configuration into one folder.
  ///
  /// - Returns: The executable.
  /// - Throws: ``ApplianceStartError/noExecutable(searched:)``
  public static func locate() throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let programs = [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])]
    var searched: [String] = []
    for start in bundles + programs.compactMap(\.self) {
      var folder = start.resolvingSymlinksInPath().deletingLastPathComponent()
      for _ in 0..<4 where folder.path != "/" {
        let candidate = folder.appendingPathComponent("appliance")
        if isProgram(candidate) { return candidate }
        if !searched.contains(folder.path) { searched.append(folder.path) }
        folder.deleteLastPathComponent()
      }
    }
    throw ApplianceStartError.noExecutable(searched: searched)
  }

  private static func isProgram(_ file: URL) -> Bool {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
    return exists && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: file.path)
  }
}
