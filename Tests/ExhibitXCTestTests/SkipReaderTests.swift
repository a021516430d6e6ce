import Testing
import XCTest

@testable import ExhibitXCTest

/// Where XCTest keeps the reason of a skip is its own business: other versions may keep it elsewhere.
@Suite struct SkipReaderTests {
  private struct WithoutProperty {
    let name = "testA"
  }

  private struct WithProperty {
    let skip: XCTSkip?
  }

  private struct WithAnotherType {
    let skip = "a text"
  }

  @Test func reasonIsUnknownWhereThePropertyDoesNotExist() {
    #expect(SkipReader.skip(in: Mirror(reflecting: WithoutProperty())) == nil)
    #expect(SkipReader.skip(in: Mirror(reflecting: WithAnotherType())) == nil)
  }

  @Test func testThatWasNotSkippedHasNoReason() {
    #expect(SkipReader.skip(in: Mirror(reflecting: WithProperty(skip: nil))) == nil)
  }

  @Test func reasonAndPlaceAreFound() throws {
    let skip = try #require(SkipReader.skip(in: Mirror(reflecting: WithProperty(skip: XCTSkip("no server")))))
    #expect(skip.reason == "no server")
    #expect(skip.file == #filePath)
    #expect(skip.line == #line - 3)
  }

  @Test func skipWithoutAReasonHasAPlace() throws {
    let skip = try #require(SkipReader.skip(in: Mirror(reflecting: WithProperty(skip: XCTSkip()))))
    #expect(skip.reason == nil)
    #expect(skip.line != nil)
  }
}
