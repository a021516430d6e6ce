import ExhibitSupport

/// The report as text for people: a section for each subject, in columns.
struct DoctorText {
  let report: DoctorReport
  let style: Style

  /// Lines, each with its line feed.
  var text: String {
    let sections = [
      ("Checks", findings),
      ("Configuration", columns(report.configuration.map { [$0.key, $0.value, style.dim($0.origin.printable)] })),
      (
        "Plugins that come with Exhibit",
        columns(
          report.plugins.map { [$0.name, $0.options.isEmpty ? "no options" : $0.options.joined(separator: ", ")] })
      ),
      ("Events", columns(report.events.map { [$0.name, $0.moment, style.dim($0.values.joined(separator: ", "))] })),
      ("Signals", columns(report.signals.map { [$0.name, $0.payload, style.dim($0.documentation.printable)] })),
    ]
    return sections.map { style.bold($0.0) + "\n" + $0.1.map { "  " + $0 + "\n" }.joined() + "\n" }.joined() + total
      + "\n"
  }

  private var findings: [String] {
    let width = report.findings.map(\.subject.count).max() ?? 0
    return report.findings.flatMap { finding in
      let indent = String(repeating: " ", count: 7 + 2 + width + 2)
      let line = "\(word(finding.status))  \(padded(finding.subject, width))  \(finding.message.printable)"
      return [line] + (finding.remedy.map { ["\(indent)→ \($0.printable)"] } ?? [])
    }
  }

  private var total: String {
    let (problems, warnings) = (report.count(.problem), report.count(.warning))
    let texts = [
      problems == 0 ? "no problems" : problems == 1 ? "1 problem" : "\(problems) problems",
      warnings == 0 ? nil : warnings == 1 ? "1 warning" : "\(warnings) warnings",
    ]
    let text = texts.compactMap(\.self).joined(separator: ", ")
    return problems > 0 ? style.red(text) : warnings > 0 ? style.yellow(text) : style.green(text)
  }

  private func word(_ status: Finding.Status) -> String {
    let text = padded(status.rawValue, 7)
    return switch status {
    case .ok: style.green(text)
    case .warning: style.yellow(text)
    case .problem: style.red(text)
    }
  }

  /// Rows with their cells below each other; the last cell is as long as it is, and may be styled.
  private func columns(_ rows: [[String]]) -> [String] {
    let rows = rows.map { row in row.dropLast().map(\.printable) + row.suffix(1) }
    var widths: [Int] = []
    for row in rows {
      for (index, cell) in row.dropLast().enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], cell.count)
      }
    }
    return rows.map { row in
      row.enumerated().map { $0 < row.count - 1 ? padded($1, widths[$0]) : $1 }.joined(separator: "  ")
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
