import ExhibitCore
import Foundation

/// A function that knows no test framework.
public func keep(_ text: String, as description: String) {
  TestEvidence.current.save(text, as: description)
}

/// Finds fault with a number without stopping the test.
public func checkSoftly(_ number: Int) {
  softAssert(number < 3, "\(number) is too much")
}

/// Saves one piece of evidence of each kind.
///
/// - Parameters:
///   - evidence: Where it is saved.
///   - folder: An empty directory to make files in.
/// - Throws: What keeps the files in the folder from being made.
public func keepEverything(in evidence: TestEvidence = .current, folder: URL) async throws {
  evidence.save("text with ✓", as: "a text")
  evidence.save(Data([0, 1, 254, 255]), as: "some data")
  evidence.save(json: ["key": [1, 2]], as: "a value")
  for name in ["copied.csv", "moved.csv"] {
    let file = folder.appendingPathComponent(name)
    try Data("a,b\n".utf8).write(to: file)
    evidence.save(file: file, moving: name == "moved.csv")
  }
  evidence.save("first", as: "twice")
  evidence.save("second", as: "twice")
  evidence.log("a line", level: .warning)
  let sum = evidence.step("outer") { evidence.step("inner") { 1 } + 1 }
  await evidence.step("asynchronous outer") {
    await evidence.step("asynchronous inner") { await Task.yield() }
  }
  try Data("\(sum)".utf8).write(to: evidence.directory.appendingPathComponent("by a tool.txt"))
}
