import CaseModel
import TextFormats

/// The log of a script that asks part by part, a sentence a line: Microsoft's own for
/// Search-UnifiedAuditLog (learn.microsoft.com/purview/audit-log-search-script) and what grew out of it,
/// as `LogFile.txt` of Microsoft-Extractor-Suite. Lines of other kinds are passed.
///
/// No such log says of which users it asked, or that it asked for all: that stays not stated.
struct CollectorLog {
  private var runs: [CollectorRun] = []

  /// A query a run; none where no line tells what was asked for.
  static func read(_ text: ArraySlice<UInt8>) -> [StatedQuery] {
    var log = CollectorLog()
    for line in String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline) {
      log.add(LogLine(line))
    }
    return log.runs.compactMap(\.query)
  }

  private mutating func add(_ line: LogLine) {
    let begins = ["running get-ual", "begin:", "=== starting unified"].contains { line.holds($0) }
    if begins || runs.isEmpty || line.holds("extracting all") && runs[runs.count - 1].isAsked {
      runs.append(CollectorRun())
    }
    runs[runs.count - 1].add(line)
  }
}

/// One run of a collector, as its log tells it.
private struct CollectorRun {
  /// A session of Search-UnifiedAuditLog returns no more.
  private static let limit: Int64 = 50_000

  private var asked: [TimeSpan] = []
  private var bounds: (from: UTCTime?, to: UTCTime?)
  private var answered: [TimeSpan] = []
  private var failed: [TimeSpan] = []
  /// The part that was begun last, and whether it was given less than there is.
  private var open: (span: TimeSpan, isShort: Bool)?
  private var isComplete = false
  /// A line tells of an error, and not of which part.
  private var hasErrors = false
  private var isCut = false
  private var types: [String] = []
  private var operations: [String] = []
  private var filters: [String] = []
  private var list: WritableKeyPath<CollectorRun, [String]>?

  var isAsked: Bool { !asked.isEmpty }

  mutating func add(_ line: LogLine) {
    if let list, let element = line.element { return self[keyPath: list].append(element) }
    list = line.holds("recordtype(s)") ? \.types : line.holds("operation(s)") ? \.operations : nil
    if let type = line.word(behind: "recordtype=") { types.append(type) }
    if let filter = line.rest(behind: "filtering by ") { filters.append(filter) }
    if let time = line.rest(behind: "start date: ").flatMap({ LogLine.time($0[...]) }) {
      bounds.from = time
    }
    if let time = line.rest(behind: "end date: ").flatMap({ LogLine.time($0[...]) }) {
      bounds.to = time
    }
    if ["end:", "acquisition complete", "collection summary"].contains(where: { line.holds($0) }) {
      isComplete = true
    }
    if let (span, isZoned) = line.span { return add(span, isZoned, line) }
    if ["error", "exception", "failed", "empty data set"].contains(where: { line.holds($0) }) {
      hasErrors = true
    }
    answer(line)
  }

  private mutating func add(_ span: TimeSpan, _ isZoned: Bool, _ line: LogLine) {
    if ["begin:", "end:", "extracting all"].contains(where: { line.holds($0) }) {
      close()
      asked.append(span)
    } else if ["empty data set", "max retries", "not captured"].contains(where: { line.holds($0) })
    {
      failed.append(isZoned ? span : span.inAnyZone)
    } else if line.holds("no audit log") {
      answered.append(span)
    } else if let count = line.number(behind: "found ") {
      answered.append(span)
      if count >= CollectorRun.limit { isCut = true }
    } else if line.holds("info: retrieving") {
      close()
      open = (span, false)
    }
    // A part with too many records is asked for again in smaller ones.
  }

  /// What a line says of the part that was begun last.
  private mutating func answer(_ line: LogLine) {
    guard open != nil else { return }
    guard let count = line.number(behind: "retrieved ") else {
      // A word that is not understood is no answer.
      open?.isShort = true
      return
    }
    if count >= CollectorRun.limit { isCut = true }
    open?.isShort = !line.holds("successfully") && count < line.number(behind: "total ") ?? .max
  }

  /// A part without records is followed by the next one, with no word between them.
  private mutating func close() {
    guard let part = open else { return }
    if part.isShort { failed.append(part.span) } else { answered.append(part.span) }
    open = nil
  }

  var query: StatedQuery? {
    var run = self
    if isComplete { run.close() }
    var whole = run.answered
    // Windows without records are not named: what was to be asked for, was, up to the end or the last answer.
    let last = isComplete ? nil : run.answered.map(\.to).max()
    var begun = asked
    if let from = bounds.from, let to = bounds.to, from < to {
      begun.append(TimeSpan(from: from, to: to).inEveryZone)
    }
    if isComplete || last != nil {
      whole += begun.map { TimeSpan(from: $0.from, to: min($0.to, last ?? $0.to)) }
    }
    let parts = whole.subtracting(run.failed)
    guard let first = parts.first ?? begun.merged.first else { return nil }
    var result = StatedQuery()
    // Where a part is missing, only what stands before it was asked for.
    result.query.from = first.from
    result.query.to = parts.isEmpty ? first.from : first.to
    if let missing = (run.failed + begun).subtracting(parts).first {
      result.status = "no answer is told for \(missing.from.iso) to \(missing.to.iso)"
    }
    if hasErrors, result.status == nil { result.status = "the log tells of errors" }
    if isCut { result.isLimitExceeded = true }
    if !operations.isEmpty { result.query.operations = operations }
    if let types = StatedQuery.operations(ofTypes: types) { result.query.operations = types }
    if !filters.isEmpty { result.query.freeText = filters.joined(separator: "; ") }
    return result
  }
}

extension TimeSpan {
  /// Of times whose zone is not told, what lies between them in each; zones are from −12 to +14 hours.
  fileprivate var inEveryZone: TimeSpan {
    TimeSpan(from: from + 12 * 3_600, to: max(to + -14 * 3_600, from + 12 * 3_600))
  }

  /// What lies between them in one zone or another.
  fileprivate var inAnyZone: TimeSpan { TimeSpan(from: from + -14 * 3_600, to: to + 12 * 3_600) }
}
