/// Lays text out in lines of limited width.
enum TextLayout {
  /// The width of every line that can be broken.
  static let width = 80

  /// Returns lines made of words that stay whole.
  ///
  /// - Parameters:
  ///   - words: The words; they may contain spaces. One that is too wide gets a line for itself.
  ///   - lead: What the first line starts with; the others are indented by as much.
  /// - Returns: The lines.
  static func lines(of words: [String], after lead: String = "") -> [String] {
    var lines: [String] = []
    var line = lead
    var hasWords = false
    for word in words {
      if hasWords, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: lead.count)
      }
      line += (line.isEmpty ? "" : " ") + word
      hasWords = true
    }
    return lines + [line]
  }

  /// Returns a text with its paragraphs wrapped and its indented lines, such as examples, as they are.
  static func paragraphs(_ text: String) -> String {
    var lines: [String] = []
    var words: [Substring] = []
    func finishParagraph() {
      if !words.isEmpty { lines += Self.lines(of: words.map(String.init)) }
      words = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix(" ") {
        finishParagraph()
        lines.append(String(line))
      } else {
        words += line.split(separator: " ")
      }
    }
    finishParagraph()
    return lines.joined(separator: "\n")
  }

  /// Returns a titled table of two columns, the right one wrapped.
  ///
  /// - Parameters:
  ///   - title: The line above the table, without the colon.
  ///   - rows: What is in the columns. A label too wide for its column gets a line for itself.
  /// - Returns: The table.
  static func table(_ title: String, _ rows: [(label: String, text: String)]) -> String {
    let widest = 24
    let column = rows.map(\.label.count).filter { $0 <= widest }.max() ?? 0
    let indentation = String(repeating: " ", count: column + 3)
    var lines = [title + ":"]
    for (label, text) in rows {
      var lead = "  " + label
      if label.count > column {
        lines.append(lead)
        lead = indentation
      }
      lead += indentation.dropFirst(lead.count)
      lines += Self.lines(of: text.split(separator: " ").map(String.init), after: lead)
    }
    return lines.joined(separator: "\n")
  }
}
