#if YAML
  /// Estimates how deep a document nests, while it is walked once.
  ///
  /// Yams calls itself for every level, and a thread may have little stack. The estimate knows comments, but neither
  /// quotes nor block scalars, so it can be wrong for text with dozens of brackets which are not closed. For what
  /// people write it is right or too high, except that a sequence in the column of its key goes unseen.
  struct YAMLDepth {
    /// How many brackets are open.
    private var openBrackets = 0

    /// The columns of the block collections around the current line, outermost first.
    private var columns: [Int] = []

    /// Whether only white space and the signs of entries were seen on the current line.
    private var isLeading = true

    /// Whether the rest of the current line is a comment.
    private var isComment = false

    /// The estimated depth at the place reached.
    var current: Int { columns.count + openBrackets }

    /// Takes the next scalar of a line into account.
    ///
    /// - Parameters:
    ///   - scalar: The scalar.
    ///   - previous: The scalar before it, a line end at the beginning of the file.
    ///   - next: The scalar behind it, a line end at the end of the file.
    ///   - column: Its column.
    mutating func take(
      _ scalar: Unicode.Scalar,
      after previous: Unicode.Scalar,
      before next: Unicode.Scalar,
      column: Int
    ) {
      guard !isComment else { return }
      switch scalar {
      case "#" where previous.isYAMLBlank:
        isComment = true
        return
      case "[" where previous.endsYAMLToken, "{" where previous.endsYAMLToken:
        openBrackets += 1
      case "]", "}":
        openBrackets = max(0, openBrackets - 1)
      default:
        break
      }
      guard isLeading, scalar != " ", scalar != "\t" else { return }
      while let last = columns.last, last >= column { columns.removeLast() }
      columns.append(column)
      // Behind the sign of an entry the line can begin another collection.
      isLeading = next.isYAMLBlank && (scalar == "-" || scalar == "?" || scalar == ":")
    }

    /// Notes that a new line begins.
    mutating func takeLineEnd() {
      isLeading = true
      isComment = false
    }
  }
#endif
