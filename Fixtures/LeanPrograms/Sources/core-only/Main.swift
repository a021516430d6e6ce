import ExhibitCore

@main
enum Main {
  static func main() {
    let evidence = TestEvidence.current
    let sum = evidence.step("add up") { 40 + 2 }
    print("the step returned \(sum)")
    // No test is running, which is no error of this program.
    switch evidence.save(json: ["sum": sum], as: "sum") {
    case .success(let artifact): print("saved \(artifact.url.path)")
    case .failure(let error): print("not saved: \(error.code == .noCurrentTest ? "no current test" : error.message)")
    }
  }
}
