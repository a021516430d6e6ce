import ExhibitCore
import Foundation
import Testing

extension ConfigurationDecoderTests {
  @Test func namesThePathOfAMistake() {
    let text = "{\n  artifact_dir: 'A',\n  plugins: {\n    audit: {plugin: 'a', level: 'high'},\n  },\n}"
    #expect(
      failure(Settings.self, text)
        == "exhibit.json:4:33: plugins.audit.level: expected an integer, found the string 'high'")
  }

  @Test func namesTheElementOfAMistake() {
    #expect(
      failure(Settings.self, "{artifact_dir: '', plugins: {}, reports: ['junit', 5]}")
        == "exhibit.json:1:52: reports[1]: expected a string, found 5; put it in quotes")
  }

  @Test func namesTheKeyAsTheFileSpellsIt() {
    #expect(
      failure(Settings.self, "{artifact_dir: [], plugins: {}}")
        == "exhibit.json:1:16: artifact_dir: expected a string, found an array")
  }

  @Test func proposesBracketsForASingleElement() {
    #expect(
      failure(Settings.self, "{artifact_dir: '', plugins: {}, reports: 'junit'}")
        == "exhibit.json:1:42: reports: expected an array, found the string 'junit'; put it in brackets")
  }

  @Test func explainsWhatIsNoObject() {
    #expect(
      failure(Settings.self, "{artifact_dir: '', plugins: [1]}")
        == "exhibit.json:1:29: plugins: expected an object, found an array")
  }

  @Test func explainsMissingKeys() {
    #expect(failure(Settings.self, "\n{plugins: {}}") == "exhibit.json:2:1: artifact_dir: required key is missing")
  }

  @Test func proposesAMisspelledKeyForAMissingOne() {
    #expect(
      failure(Settings.self, "{\n  artefact_dir: 'A',\n  plugins: {}\n}")
        == "exhibit.json:1:1: artifact_dir: required key is missing; is 'artefact_dir' on line 2 meant?")
  }

  @Test(arguments: [
    ("'runn'", "unknown value 'runn'; did you mean 'run'?"),
    ("'always'", "unknown value 'always'; use one of: run, test, none"),
    ("1", "expected a string, found 1; put it in quotes"),
  ])
  func explainsUnknownValues(text: String, message: String) {
    #expect(failure([PerRun?].self, "[\(text)]") == "exhibit.json:1:2: [0]: \(message)")
  }

  @Test func explainsUnknownValuesOfOtherTypes() {
    enum Level: Int, Decodable { case low, high }
    #expect(failure(Level.self, "7") == "exhibit.json:1:1: Cannot initialize Level from invalid Int value 7")
  }

  @Test func explainsInvalidURLs() {
    #expect(failure(URL.self, "''") == "exhibit.json:1:1: expected a URL, found the string ''")
    #expect(failure([URL].self, "[3]") == "exhibit.json:1:2: [0]: expected a URL, found 3")
  }

  @Test func makesFoundTextPrintable() {
    let text = "'\u{1B}[31m\\n" + String(repeating: "x", count: 100) + "'"
    let shown = #"\u{1B}[31m\n"# + String(repeating: "x", count: 54) + "…"
    #expect(failure(Int.self, text) == "exhibit.json:1:1: expected an integer, found the string '\(shown)'")
  }

  struct Refusal: Error, CustomStringConvertible {
    var description: String { "the server is\nnot reachable" }
  }

  struct Refusing: Decodable {
    init(from decoder: any Decoder) throws { throw Refusal() }
  }

  @Test func keepsTheDescriptionOfOtherErrors() {
    #expect(
      failure([String: [Refusing]].self, "{a: [\n  1]}")
        == #"exhibit.json:2:3: a[0]: the server is\nnot reachable"#)
  }

  @Test func keepsTheDescriptionOfLocalizedErrors() {
    struct Localized: LocalizedError { var errorDescription: String? { "no such size" } }
    struct Size: Decodable {
      init(from decoder: any Decoder) throws { throw Localized() }
    }
    #expect(failure(Size.self, "1") == "exhibit.json:1:1: no such size")
  }

  @Test func keepsDiagnosticsOfTypes() {
    struct Strict: Decodable {
      init(from decoder: any Decoder) throws { throw ConfigurationDiagnostic("no", file: "other.json", line: 7) }
    }
    #expect(failure([Strict].self, "[1]") == "other.json:7: no")
  }

  @Test func placesErrorsOfTypesAtTheirKey() {
    struct Sized: Decodable {
      enum CodingKeys: CodingKey { case maxSize }
      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        throw DecodingError.dataCorruptedError(forKey: .maxSize, in: container, debugDescription: "not a size.")
      }
    }
    #expect(
      failure([String: [Sized]].self, "{a: [{\n  max_size: '5 apples'}]}")
        == "exhibit.json:2:13: a[0].max_size: not a size")
  }

  @Test func survivesErrorsWithInventedPaths() {
    struct Lost: Decodable {
      init(from decoder: any Decoder) throws {
        let path: [any CodingKey] = [InventedKey(stringValue: "nowhere"), InventedKey(intValue: 99)].compactMap(\.self)
        throw DecodingError.valueNotFound(Int.self, DecodingError.Context(codingPath: path, debugDescription: ""))
      }
    }
    #expect(failure([Lost].self, "[1]") == "exhibit.json:1:1: nowhere.99: the value is not valid")
  }

  struct InventedKey: CodingKey {
    var stringValue: String
    var intValue: Int?
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
  }

  @Test func addsTheCauseOfAnError() {
    struct Caused: Decodable {
      init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "bad", underlyingError: Refusal()))
      }
    }
    #expect(failure([Caused].self, "[1]") == #"exhibit.json:1:2: [0]: bad: the server is\nnot reachable"#)
  }

  @Test func explainsKeysThatATypeMissesItself() {
    struct Picky: Decodable {
      init(from decoder: any Decoder) throws {
        throw DecodingError.keyNotFound(
          InventedKey(stringValue: "size") ?? CodingKeyless.none,
          DecodingError.Context(codingPath: decoder.codingPath, debugDescription: ""))
      }
      enum CodingKeyless: CodingKey { case none }
    }
    #expect(failure([String: Picky].self, "{a: {}}") == "exhibit.json:1:5: a.size: required key is missing")
  }
}
