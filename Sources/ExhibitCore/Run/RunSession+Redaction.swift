import ExhibitHooks
import ExhibitRecord
import ExhibitSupport

/// Secrets, and what keeps them out of what is written.
extension RunSession {
  /// Asks plugins and callbacks for what they know to be secret, before anything of a test is written.
  func askForSecrets(_ settings: RedactionSettings, environment: EnvironmentVariables) {
    add(takeEarlySecrets())
    guard engine.hasHooks(for: .redact) else { return }
    fireRedact(
      Secrets(words: settings.variables.compactMap { environment[$0.text] }, patterns: settings.patterns.map(\.text)))
  }

  /// Takes secrets that became known while tests run.
  func redact(_ secrets: Secrets) {
    add(secrets)
    if engine.hasHooks(for: .redact) { fireRedact(secrets) }
  }

  private func fireRedact(_ secrets: Secrets) {
    var values = HookValues()
    values[.words] = secrets.words
    values[.patterns] = secrets.patterns
    report(engine.fire(.redact, values, afterPre: nil))
  }

  /// Adds the post callback that takes in what an event carries and what hooks have added, whoever fired it.
  ///
  /// It is the first, so that the secrets are in force before others, or the errors of hooks, can write them.
  ///
  /// A callback before the others, and a check of what each adds, make lists of texts out of whatever holds the secrets:
  /// a value of another type would take the place of the list.
  func takeWhatIsRedacted() {
    engine.beforeByDefault(
      .redact, named: "secrets",
      values: { event, update in
        update.locals = SecretValues(event.locals).strays {
          Diagnostics.shared.say("event 'redact' was fired with \($0)")
        }
      },
      checking: { [unowned self] hook, update in
        update.locals = SecretValues(update.locals, and: update.globals).settled {
          Diagnostics.shared.say("hook '\(hook)' for event 'redact' adds \($0)")
        }
        // At once: what a post callback adds, no other sees.
        self.add(Secrets(words: update.locals[.words] ?? [], patterns: update.locals[.patterns] ?? []))
      })
    engine.afterByDefault(.redact, named: "redact") { [unowned self] event, _ in
      let values = SecretValues(event.locals, and: event.globals)
      self.add(Secrets(words: values.texts(of: .words), patterns: values.texts(of: .patterns)))
    }
  }

  private func add(_ secrets: Secrets) {
    guard secrets.words.count + secrets.patterns.count > 0 else { return }
    let outcome = redaction.add(words: secrets.words, patterns: secrets.patterns)
    if !outcome.shortWords.isEmpty {
      Diagnostics.shared.say(
        "a value that was to be redacted is not: it has less than 4 bytes; give a longer one, or a pattern")
    }
    for (index, error) in outcome.wrongPatterns {
      let remedy = error.remedy.map { "; " + $0 } ?? ""
      Diagnostics.shared.say("the pattern \(secrets.patterns[index].quoted) is not redacted: \(error)\(remedy)")
    }
  }

  /// Finds another path if that which a callback chose is there and may not be used.
  func settlePath(in values: inout HookValues, of attempt: TestAttempt) {
    guard directories?.isReuseAllowed == false, let path = values[.artifactPath] else { return }
    values[.artifactPath] = attempt.claimDirectory(path)
  }

  /// Takes secrets out of the path that a callback chose, as far as it lies in the run's directory.
  func redactPath(in values: inout HookValues) {
    guard let redactor = redaction.redactor, let run, let path = values[.artifactPath] else { return }
    guard let relative = path.path(below: run.path) else { return }
    let names = relative.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { name in
      redactor.redactedFileName(String(Substring(name)))
    }
    let redacted = names.joined(separator: "/")
    // What Exhibit itself made holds no secret, but may hold what looks like one.
    if !redacted.isIdentical(to: relative), FileSystem.kind(of: path) == nil {
      values[.artifactPath] = run.path + "/" + redacted
    }
  }
}
