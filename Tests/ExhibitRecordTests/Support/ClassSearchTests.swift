import CExhibitRecord
import ExhibitRecord
import Foundation
import Testing

/// The search for classes in the types of the program, which spares the runtime's.
@Suite struct ClassSearchTests {
  private func mayHave(_ name: String, in module: String) -> Bool {
    var (name, module) = (name, module)
    return name.withUTF8 { name in module.withUTF8 { exhibit_may_have_class(exhibit_text($0), exhibit_text(name)) } }
  }

  @Test func aClassThatIsThereIsNeverMissed() {
    #expect(mayHave("ClassToBeFound", in: "ExhibitRecordTests"))
    #expect(_typeByName("18ExhibitRecordTests14ClassToBeFoundC") != nil)
  }

  #if os(Linux)
    @Test(arguments: ["ExhibitSetup", "ClassToBeFoun", "ClassToBeFoundToo", "StructureNotToBeFound", "NestedClass", ""])
    func aClassThatIsNotThereIsNotSearchedFor(name: String) {
      #expect(!mayHave(name, in: "ExhibitRecordTests"))
    }
  #endif

  @Test(arguments: ["Foundation", "XCTest", "NoModule", "ExhibitRecordTest", ""])
  func nothingIsSaidOfOtherModules(module: String) {
    #expect(mayHave("ClassToBeFound", in: module))
  }
}

class ClassToBeFound {
  class NestedClass {}
}

struct StructureNotToBeFound {}
