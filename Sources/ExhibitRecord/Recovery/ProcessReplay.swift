/// Follows the events of one process and finds out what became of its tests.
struct ProcessReplay {
  private(set) var attempts: [AttemptResult] = []
  private(set) var diagnostics: [String] = []
  private(set) var lastInstant: Double?

  /// One attempt at one test, as events name it.
  private struct Name: Hashable {
    let id: ExactString
    let attempt: Int
  }

  private let process: Int
  private var planned: [String] = []
  private var frameworks: [String: String] = [:]
  private var suites: Set<String> = []
  private var latest: [ExactString: Int] = [:]
  private var named: [Name: Int] = [:]
  private var open: Set<Int> = []
  private var starts: [Int: Double] = [:]
  /// How long an attempt had been running at its last sign of life, in seconds.
  private var ages: [Int: Double] = [:]
  /// The first error of a hook that counts for an attempt.
  private var hookErrors: [Int: String] = [:]
  private var end = ProcessEnd()
  private var exited: Set<String> = []
  /// Where the record stopped for a while.
  private var gaps = RecordGaps()
  private var isOurs = false
  /// The first line's instant, from which times are counted by the monotonic clock: the wall clock may be set meanwhile.
  private var anchor: RecordLine.Instant?
  /// Whether the process came to the end of its tests.
  private var hasEnded = false

  init(process: Int) {
    self.process = process
  }

  /// Adds what is to be said about the process beside what its record says.
  mutating func add(diagnostic: String) {
    diagnostics.append(diagnostic)
  }

  mutating func take(_ line: RecordLine) {
    let payload = line.payload
    switch line.kind {
    case "exhibitProcess":
      isOurs = true
      anchor = payload.instant
      end.watchesSignals = payload.exhibit?.watchesSignals ?? false
      if let timeout = payload.exhibit?.testTimeoutSeconds, timeout > 0 { end.testTimeout = timeout }
    case "test":
      guard let id = payload.id else { break }
      // Suites are not tests, and those of a stream without our members have no plan: filters leave some out.
      guard payload.kind == "function" else {
        suites.insert(id)
        break
      }
      planned.append(id)
      frameworks[id] = payload.exhibit?.framework ?? "swift-testing"
    case "event":
      takeEvent(payload)
    default: break
    }
  }

  /// Takes a line about what the process printed, which another process has written.
  mutating func takeOutput(_ line: RecordLine) {
    let payload = line.payload
    if payload.kind == "exhibitDiagnostic" { diagnostics += payload.messages?.map(\.text) ?? [] }
    if payload.kind == "exhibitProcessEnded", let seen = SeenEnd(payload) { end.seen = seen }
    guard payload.kind == "valueAttached", let id = payload.testID else { return }
    takeArtifact(payload, at: index(of: id, payload))
  }

  /// Draws the conclusions once the file is at its end.
  ///
  /// - Parameters:
  ///   - isRunning: Whether the process is alive.
  ///   - crash: The crash report that it left.
  mutating func close(isRunning: Bool, crash: CrashReport? = nil) {
    for index in open {
      if let reason = gaps.reasonForEnd(of: index) {
        (attempts[index].outcome, attempts[index].note) = (.lost, "its end is missing in the record: \(reason)")
        continue
      }
      guard !isRunning else {
        attempts[index].outcome = .running
        continue
      }
      if hasEnded {
        // It ended as the others did, in a line that could not be written.
        (attempts[index].outcome, attempts[index].note) = (.lost, "its end is missing in the record")
        continue
      }
      let crash = isBlamed(index, by: crash) ? crash : nil
      (attempts[index].outcome, attempts[index].note) = end.verdict(
        hasExited: exited.contains(attempts[index].testID), seconds: age(of: index), crash: crash)
      guard let crash else { continue }
      attempts[index].artifacts.append(
        AttemptResult.Artifact(
          name: "crash report", path: crash.path, contentType: "application/json", byteCount: crash.byteCount))
    }
    // A suite that failed by itself is told of; else its tests are enough.
    if !suites.isEmpty {
      attempts.removeAll { suites.contains($0.testID) && !$0.issues.contains { !$0.isKnown } }
    }
    guard !isRunning, isOurs else { return }
    let lastPlace = planned.lastIndex { latest[ExactString($0)] != nil } ?? -1
    for (place, id) in planned.enumerated() where latest[ExactString(id)] == nil {
      latest[ExactString(id)] = attempts.count
      var attempt = makeAttempt(id: id, number: 1)
      attempt.outcome = .lost
      attempt.note = noteOfUnstarted(
        isPassed: place < lastPlace || hasEnded, isTold: hasEnded || crash != nil || !exited.isEmpty)
      attempts.append(attempt)
    }
  }

  /// Why nothing is known of a planned test.
  ///
  /// - Parameters:
  ///   - isPassed: Whether later ones have run.
  ///   - isTold: Whether something else tells how the process ended.
  /// - Returns: The note for people.
  private func noteOfUnstarted(isPassed: Bool, isTold: Bool) -> String {
    if let reason = end.recordEnded { return "the record ends before the test: \(reason)" }
    if isPassed {
      return gaps.reason.map { "the test is not in the record: \($0)" }
        ?? "the test is not in the record, of which lines are missing"
    }
    if let reason = gaps.reason, !gaps.hasStart { return "the record ends before the test: \(reason)" }
    return end.reasonForLoss(isTold: isTold)
  }

  private mutating func takeEvent(_ payload: RecordLine.Payload) {
    if let instant = time(of: payload) { lastInstant = max(lastInstant ?? instant, instant) }
    // Whatever stopped the record has passed.
    if let reason = end.recordEnded { gaps.add(reason, during: open) }
    end.recordEnded = nil
    guard let kind = payload.kind else { return }
    switch kind {
    case "exhibitDiagnostic":
      diagnostics += payload.messages?.map(\.text) ?? []
    case "exhibitProcessSignalled":
      if let number = payload.exhibit?.signal.flatMap({ Int32(exactly: $0) }) {
        end.signal = ProcessEnd.Signal(
          number: number, name: payload.exhibit?.signalName ?? "signal \(number)", instant: payload.instant?.absolute)
      }
    case "runEnded": hasEnded = true
    case "exhibitRecordStopped":
      end.recordEnded = payload.exhibit?.reason ?? "nothing more could be written"
    default: break
    }
    guard let id = payload.testID else { return }
    let members = payload.exhibit
    switch kind {
    case "testStarted":
      let number = members?.attempt ?? latest[ExactString(id)].map { attempts[$0].attempt + 1 } ?? 1
      let index = begin(id, number: number, at: time(of: payload) ?? 0)
      starts[index] = payload.instant?.absolute
      gaps.start(of: index)
    case "testSkipped", "testCancelled":
      let isNew = latest[ExactString(id)] == nil
      let index = index(of: id, payload)
      attempts[index].skipReason = members?.skipReason ?? payload.messages?.first { $0.symbol == "skip" }?.text
      if isNew {
        // A disabled test has no start and no end.
        attempts[index].startedAt = nil
        open.remove(index)
      }
      if !open.contains(index) { attempts[index].outcome = .skipped }
    case "issueRecorded":
      takeIssue(payload, at: index(of: id, payload))
    case "valueAttached":
      takeArtifact(payload, at: index(of: id, payload))
    case "testEnded":
      takeEnd(payload, at: index(of: id, payload))
    case "exhibitDirectoryMade":
      attempts[index(of: id, payload)].artifactPath = members?.artifactPath
    case "exhibitTestRunning":
      let index = index(of: id, payload)
      ages[index] = payload.exhibit?.durationNanoseconds.map { Double($0) / 1e9 }
    case "exhibitHookFailed":
      guard members?.squashed == false, latest[ExactString(id)] != nil else { break }
      let index = index(of: id, payload)
      if let hook = members?.hook, let event = members?.event, hookErrors[index] == nil {
        hookErrors[index] = "hook '\(hook)' failed at '\(event)': \(payload.messages?.first?.text ?? "")"
      }
      // Before the end it fails the test as any failure does.
      if !open.contains(index), !attempts[index].outcome.isBad { attempts[index].outcome = .error }
      noteHookError(at: index)
    case "exhibitProcessExited":
      exited.insert(id)
    default: break
    }
  }

  /// Says of an attempt that ended with an error which hook it came from.
  private mutating func noteHookError(at index: Int) {
    guard !open.contains(index), attempts[index].outcome == .error, attempts[index].note == nil else { return }
    attempts[index].note = hookErrors[index]
  }

  private mutating func takeArtifact(_ payload: RecordLine.Payload, at index: Int) {
    guard let path = payload.attachment?.path else { return }
    let members = payload.exhibit
    attempts[index].artifacts.append(
      AttemptResult.Artifact(
        name: members?.description ?? path, path: path, contentType: members?.contentType, byteCount: members?.bytes,
        group: members?.group, displayType: members?.displayType))
  }

  private mutating func takeIssue(_ payload: RecordLine.Payload, at index: Int) {
    guard let issue = payload.issue, issue.isFailure ?? true || issue.isKnown else { return }
    let texts = payload.messages?.filter { Self.symbolsOfIssues.contains($0.symbol) }.map(\.text) ?? []
    let location = issue.sourceLocation
    attempts[index].issues.append(
      AttemptResult.Issue(
        message: texts.isEmpty ? payload.messages?.first?.text ?? "" : texts.joined(separator: "\n"),
        file: payload.exhibit?.file ?? location?.filePath ?? location?._filePath, line: location?.line,
        isKnown: issue.isKnown))
    // A failure after the end of its test, on another thread, still makes it a failed one.
    if !open.contains(index), !issue.isKnown, attempts[index].outcome == .passed { attempts[index].outcome = .failed }
  }

  private mutating func takeEnd(_ payload: RecordLine.Payload, at index: Int) {
    open.remove(index)
    let members = payload.exhibit
    let failures = attempts[index].issues.contains { !$0.isKnown }
    if let outcome = members?.outcome.flatMap(Outcome.init), outcome != .running, outcome != .lost {
      attempts[index].outcome = outcome
    } else if failures {
      attempts[index].outcome = .failed
    } else if attempts[index].skipReason != nil {
      attempts[index].outcome = .skipped
    } else {
      attempts[index].outcome = attempts[index].issues.isEmpty ? .passed : .expectedFailure
    }
    noteHookError(at: index)
    attempts[index].artifactPath = members?.artifactPath ?? attempts[index].artifactPath
    let elapsed = payload.instant.flatMap { end in starts[index].flatMap { nanoseconds(end.absolute - $0) } }
    attempts[index].durationNanoseconds = members?.durationNanoseconds.flatMap { $0 < 0 ? nil : $0 } ?? elapsed
  }

  /// When something happened, in seconds since 1970.
  private func time(of payload: RecordLine.Payload) -> Double? {
    guard let instant = payload.instant else { return nil }
    guard let anchor, instant.absolute >= anchor.absolute else { return instant.since1970 }
    return anchor.since1970 + (instant.absolute - anchor.absolute)
  }

  /// How long an attempt that did not end is known to have been running, in seconds.
  private func age(of index: Int) -> Double {
    func age(at instant: Double?) -> Double {
      instant.flatMap { instant in starts[index].map { instant - $0 } } ?? 0
    }
    // A process that was stopped gives no sign of life.
    let age = max(ages[index] ?? 0, age(at: end.signal?.instant), age(at: end.seen?.instant))
    return (0..<1e9).contains(age) ? age : 0
  }

  /// Whether a crash report is about an attempt: of several that were running, about those that are on the stack.
  private func isBlamed(_ index: Int, by crash: CrashReport?) -> Bool {
    guard let crash, open.count > 1 else { return crash != nil }
    func isOnStack(_ index: Int) -> Bool {
      let name = attempts[index].key.name.prefix { $0 != "(" }
      return crash.passes(through: "\(name)(")
    }
    return isOnStack(index) || !open.contains(where: isOnStack)
  }

  /// The symbols of the messages that together say what failed.
  private static let symbolsOfIssues: Set<String> = ["fail", "passWithKnownIssue", "difference", "details"]

  /// The attempt that an event belongs to; one whose start is not in the record begins here.
  private mutating func index(of id: String, _ payload: RecordLine.Payload) -> Int {
    let exact = ExactString(id)
    let number = payload.exhibit?.attempt
    if let last = latest[exact] {
      guard let number, attempts[last].attempt != number else { return last }
      if let index = named[Name(id: exact, attempt: number)] { return index }
    }
    return begin(id, number: number ?? 1, at: time(of: payload) ?? 0)
  }

  private mutating func begin(_ id: String, number: Int, at time: Double) -> Int {
    let index = attempts.count
    var attempt = makeAttempt(id: id, number: number)
    attempt.startedAt = time
    latest[ExactString(id)] = index
    named[Name(id: ExactString(id), attempt: attempt.attempt)] = index
    attempts.append(attempt)
    open.insert(index)
    return index
  }

  /// Seconds of a record, which may come from anywhere, as nanoseconds.
  private func nanoseconds(_ seconds: Double) -> Int64? {
    (0..<1e9).contains(seconds) ? Int64(seconds * 1e9) : nil
  }

  private func makeAttempt(id: String, number: Int) -> AttemptResult {
    AttemptResult(
      key: TestKey(id: id), testID: id, framework: frameworks[id] ?? (isOurs ? "xctest" : "swift-testing"),
      attempt: min(max(number, 1), 1_000_000), outcome: .passed, process: process)
  }
}
