import ExhibitCore
import Testing

extension ConfigurationDecoderTests {
  enum Action: Decodable, Equatable {
    case nothing
    case tail(paths: [String], maxLines: Int?)
    case runCommand(_: String)
    case baseURL(String)
  }

  @Test(arguments: [
    ("{nothing: {}}", Action.nothing), ("{tail: {paths: ['a']}}", .tail(paths: ["a"], maxLines: nil)),
    ("{tail: {paths: [], max_lines: 3}}", .tail(paths: [], maxLines: 3)),
    ("{runCommand: {_0: 'ls'}}", .runCommand("ls")),
    ("{run_command: {_0: 'ls'}}", .runCommand("ls")), ("{base_url: {_0: 'a'}}", .baseURL("a")),
  ])
  func decodesEnumerationsWithValues(text: String, value: Action) throws {
    #expect(try decode(Action.self, text) == value)
  }

  @Test func explainsEnumerationsWithoutKnownKey() {
    #expect(
      failure([Action].self, "[{nothing: {}},\n {tial: {}}]")
        == "exhibit.json:2:2: [1]: Invalid number of keys found, expected one")
  }

  @Test func decodesNestedContainers() throws {
    struct Flat: Decodable, Equatable {
      var first: Int
      var second: String
      enum Outer: CodingKey { case inner, list }
      enum Inner: CodingKey { case deepValue }
      init(from decoder: any Decoder) throws {
        let outer = try decoder.container(keyedBy: Outer.self)
        first = try outer.nestedContainer(keyedBy: Inner.self, forKey: .inner).decode(Int.self, forKey: .deepValue)
        var list = try outer.nestedUnkeyedContainer(forKey: .list)
        _ = try list.decode(Bool.self)
        var nested = try list.nestedUnkeyedContainer()
        #expect(try nested.decodeNil())
        second = try list.nestedContainer(keyedBy: Inner.self).decode(String.self, forKey: .deepValue)
        #expect(list.isAtEnd)
        #expect(list.currentIndex == 3)
      }
    }
    let flat = try decode(Flat.self, "{inner: {deep_value: 5}, list: [true, [null], {deep_value: 'x'}]}")
    #expect(flat.first == 5)
    #expect(flat.second == "x")
  }

  class Base: Decodable {
    var name: String
    var note: String?
  }

  final class Derived: Base {
    var level: Int
    enum Keys: CodingKey { case level, parent }
    required init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Keys.self)
      level = try container.decode(Int.self, forKey: .level)
      try super.init(
        from: container.contains(.parent) ? container.superDecoder(forKey: .parent) : container.superDecoder())
    }
  }

  @Test(arguments: ["{level: 1, super: {name: 'a'}}", "{level: 1, parent: {name: 'a'}}"])
  func decodesSuperclasses(text: String) throws {
    #expect(try decode(Derived.self, text).name == "a")
  }

  @Test func givesASuperclassNullIfItsKeyIsMissing() {
    #expect(failure(Derived.self, "{level: 1}") == "exhibit.json:1:1: super: expected an object, found null")
  }

  @Test func decodesSuperclassesFromArrays() throws {
    struct Pair: Decodable {
      var values: [Int]
      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        #expect(container.count == 2)
        values = [try Int(from: container.superDecoder()), try Int(from: container.superDecoder())]
      }
    }
    #expect(try decode(Pair.self, "[1, 2]").values == [1, 2])
  }

  @Test func allowsAnotherAttemptAfterAFailure() throws {
    struct Lenient: Decodable {
      var texts: [String] = []
      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        while !container.isAtEnd {
          if let text = try? container.decode(String.self) {
            texts.append(text)
          } else {
            texts.append("\(try container.decode(Int.self))")
          }
        }
      }
    }
    #expect(try decode(Lenient.self, "['a', 1, 'b']").texts == ["a", "1", "b"])
  }

  @Test func explainsArraysThatAreTooShort() {
    struct Three: Decodable {
      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        for _ in 0..<3 { _ = try container.decode(Int.self) }
      }
    }
    #expect(failure([String: Three].self, "{a: [1, 2]}") == "exhibit.json:1:5: a: expected more than 2 elements")
    #expect(failure([String: Three].self, "{a: [1]}") == "exhibit.json:1:5: a: expected more than 1 element")
  }

  @Test func keepsTheCodingPathOfTheType() throws {
    struct Path: Decodable {
      var keys: [String]
      init(from decoder: any Decoder) throws { keys = decoder.codingPath.map(\.stringValue) }
    }
    struct Holder: Decodable { var someValues: [Path] }
    #expect(
      try decode(Holder.self, "{some_values: [1, 2]}").someValues.map(\.keys) == [
        ["someValues", "0"], ["someValues", "1"],
      ])
  }

  struct Spelled: Decodable, Equatable {
    var artifactDir: Int
    var baseURLPath: Int?
    var utf8Text: Int?
    var plain: Int?
  }

  @Test(arguments: [
    ("{artifact_dir: 1}", Spelled(artifactDir: 1)), ("{artifactDir: 1}", Spelled(artifactDir: 1)),
    (
      "{artifact_dir: 1, base_url_path: 2, utf8_text: 3, plain: 4}",
      Spelled(artifactDir: 1, baseURLPath: 2, utf8Text: 3, plain: 4)
    ),
  ])
  func findsKeysInBothSpellings(text: String, value: Spelled) throws {
    #expect(try decode(Spelled.self, text) == value)
  }

  @Test func rejectsAKeyInBothSpellings() {
    #expect(
      failure(Spelled.self, "{\n  artifact_dir: 1,\n  artifactDir: 2,\n}")
        == "exhibit.json:3:3: artifactDir: the same key as 'artifact_dir' on line 2; remove one of them")
  }

  @Test func takesKeysOfBothSpellingsLiterallyIfTheTypeHasBoth() throws {
    struct Both: Decodable {
      var fooBar: Int
      var other: Int?
      enum CodingKeys: String, CodingKey {
        case fooBar
        case other = "foo_bar"
      }
    }
    let both = try decode(Both.self, "{fooBar: 1, foo_bar: 2}")
    #expect(both.fooBar == 1)
    #expect(both.other == 2)
    #expect(failure(Both.self, "{foo_bar: 2}") == "exhibit.json:1:1: fooBar: required key is missing")
  }
}
