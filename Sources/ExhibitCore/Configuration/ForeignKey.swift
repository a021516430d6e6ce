/// What configurations of Artifactor and Rigger have, and Exhibit has not.
enum ForeignKey {
  /// What to do about a key, or `nil` if it is none of theirs.
  static func remark(on key: String) -> String? {
    switch key {
    case "server_address", "server_port", "server_enabled":
      "remove it: there is no server, since processes of one run meet in its record"
    case "root": "say where the runs go with 'artifact_dir'"
    case "log_dir": "remove it: each test has its log in its own directory"
    case "overwrite": "its meaning has 'reuse_dir'"
    case "artifacts": "plugins and their options are under 'plugins'"
    case "reports": "remove it: this version renders no reports; the plugin 'post_result' writes test-report.json"
    case "run_id": "set the variable EXHIBIT_RUN"
    case "args": "remove it: options of a plugin are under 'plugins', values of an event come with the event"
    default: nil
    }
  }

  /// What to do about a plugin's name, or `nil` if it is none of theirs.
  static func remark(onPlugin name: String) -> String? {
    switch name {
    case "filedump": "remove it: TestEvidence saves without a plugin"
    case "logger": "it is called 'log' here"
    case "reporter": "remove it: `exhibit show` reads the record"
    default: nil
    }
  }
}
