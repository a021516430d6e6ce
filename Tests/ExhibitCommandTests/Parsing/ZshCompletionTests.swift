import Testing

@testable import ExhibitCommand

@Suite struct ZshCompletionTests {
  private let script = CompletionShell.zsh.script(command: "exhibit", verbs: CommandDeclaration.sample.shapes)

  @Test func firstLineNamesTheCommand() {
    #expect(script.hasPrefix("#compdef exhibit\n"))
  }

  @Test(arguments: [
    "'(--failed)--failed[Shows only the tests that failed, crashed or hung, with every attempt.]'",
    "'(-j --json)-j[Shows JSON.]'", "'(-j --json)--json[Shows JSON.]'",
    "'(--style)--style=[How it looks.]:STYLE:(junit html ctrf)'",
    "'(--format)--format=[What to render.]:FORMAT,…:_sequence compadd - junit html ctrf'",
    "'(-o --output)-o[Where to write.]:DIR:_files -/'", "'*--tag=[A tag.]:TAG: '",
    #"'(--template)--template=[The template'\''s file \[optional\]\: a page.]:FILE:_files'"#,
    "'1::RUN:_files -/'", "'2::TEST: '", "'1:BASE: '", "'*:RUN:_files'", "'*::OPTION: '", "'1::VERB:_exhibit_verbs'",
  ])
  func parameterIsSpecified(specification: String) {
    #expect(script.contains("  \(specification)"))
  }

  @Test(.enabled(if: Shell("zsh") != nil, "zsh is not installed")) func scriptIsValid() throws {
    #expect(try #require(Shell("zsh")).lines(of: script, options: ["-f", "-n"]) == [])
  }

  @Test(.enabled(if: Shell("zsh") != nil, "zsh is not installed")) func scriptRegistersItself() throws {
    let commands = "autoload -Uz compinit; compinit -D -u\n\(script)\nprint $_comps[exhibit]"
    #expect(try #require(Shell("zsh")).lines(of: commands, options: ["-f"]) == ["_exhibit"])
  }
}
