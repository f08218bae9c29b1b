import CaseModel
import CaseTally

/// Exports that overlap, held against each other by the ids of their records (R24).
///
/// Compared are the records of the scope's mailboxes, at times, of operations and users that the stated
/// queries of both asked for. Exports that were filtered by address or text, whose query is not stated, or
/// whose records have no ids are not compared.
struct ExportOverlaps {
  private struct Pair {
    var first: Int
    var second: Int
    var span: TimeSpan
    var both = 0
    var onlyFirst = 0
    var onlySecond = 0
    /// Every record that was looked at has an id.
    var isComparable = true
    /// Hours in which the exports differ, by mailbox of the scope.
    var hours: [ScopedIndex: Set<Int64>] = [:]

    var isFound: Bool { isComparable && both + onlyFirst + onlySecond > 0 }
    var differs: Bool { isFound && onlyFirst + onlySecond > 0 }
  }

  private var exports: [ComparedExport] = []
  /// In the order in which they begin.
  private var pairs: [Pair] = []
  /// Of these, those that have begun and not ended, and the one that begins next.
  private var active: [Int] = []
  private var next = 0
  /// Rows that could not be read but for their id are in their file all the same.
  private var rejected: [RecordKey: Set<Int>] = [:]

  init(_ files: [FileCompleteness], _ rejects: [RejectedRow]) {
    var byPage: [String: Int] = [:]
    for file in files {
      guard let export = ComparedExport(file) else { continue }
      let pages = file.ledger.pages.keys.map(\.query)
      let known =
        pages.compactMap { byPage[$0] }.first ?? exports.firstIndex { $0.isSame(as: export) }
      if let known {
        exports[known].files.append(file.facts.evidence)
        exports[known].span.from = min(exports[known].span.from, export.span.from)
        exports[known].span.to = max(exports[known].span.to, export.span.to)
      } else {
        exports.append(export)
      }
      for page in pages { byPage[page] = known ?? exports.count - 1 }
    }
    for (first, export) in exports.enumerated() {
      for second in exports.indices.dropFirst(first + 1)
      where exports[second].isOwnLog == export.isOwnLog {
        if let span = export.span.intersection(exports[second].span) {
          pairs.append(Pair(first: first, second: second, span: span))
        }
      }
    }
    pairs.sort { ($0.span.from, $0.first, $0.second) < ($1.span.from, $1.first, $1.second) }
    if pairs.isEmpty { return }
    for reject in rejects {
      if let key = reject.key { rejected[key, default: []].insert(Int(reject.source.evidence)) }
    }
  }

  /// - Parameter record: in the order of time.
  mutating func add(
    _ index: RecordIndex, _ row: RecordRow, _ context: ContextIndex, in mailbox: ScopedIndex,
    _ evidence: ResolvedEvidence
  ) {
    while next < pairs.count, pairs[next].span.from <= row.time {
      active.append(next)
      next += 1
    }
    if active.isEmpty { return }
    active.removeAll { pairs[$0].span.to <= row.time }
    if active.isEmpty { return }
    let files = Set(evidence.files(index).map { Int($0) }).union(rejected[row.key] ?? [])
    for pair in active { compare(pair, files, row, context, mailbox, evidence) }
  }

  private mutating func compare(
    _ number: Int, _ files: Set<Int>, _ row: RecordRow, _ context: ContextIndex,
    _ mailbox: ScopedIndex, _ evidence: ResolvedEvidence
  ) {
    let (first, second) = (pairs[number].first, pairs[number].second)
    let isInFirst = !files.isDisjoint(with: exports[first].files)
    let isInSecond = !files.isDisjoint(with: exports[second].files)
    guard isInFirst || isInSecond, exports[first].covers(row, context, evidence),
      exports[second].covers(row, context, evidence)
    else { return }
    if row.key.origin == .derived { pairs[number].isComparable = false }
    switch (isInFirst, isInSecond) {
    case (true, true): pairs[number].both += 1
    case (true, false): pairs[number].onlyFirst += 1
    default: pairs[number].onlySecond += 1
    }
    if isInFirst != isInSecond {
      pairs[number].hours[mailbox, default: []].insert(HourCounts.start(row.time).seconds)
    }
  }

  // MARK: - What follows

  var findings: [ExportOverlap] {
    pairs.filter(\.isFound).map { pair in
      ExportOverlap(
        first: exports[pair.first].files, second: exports[pair.second].files, span: pair.span,
        records: pair.both, onlyInFirst: pair.onlyFirst, onlyInSecond: pair.onlySecond)
    }
  }

  /// Of a file.
  func signs(_ evidence: Int) -> [Sign] {
    findings.filter { $0.differs && ($0.first + $0.second).contains(evidence) }.map {
      Sign(.overlapDiffers, $0.sentence)
    }
  }

  /// The hours of a mailbox in which exports differ: what one of them lacks, both may lack.
  func gaps(_ mailbox: ScopedIndex, _ windows: [TimeSpan]) -> [UnauditedPeriod] {
    pairs.filter(\.differs).flatMap { pair in
      let hours = (pair.hours[mailbox] ?? []).map { hour in
        TimeSpan(from: UTCTime(seconds: hour), to: UTCTime(seconds: hour + 3_600))
      }.merged
      return hours.compactMap { span -> UnauditedPeriod? in
        let inWindow = [span].intersecting(windows)
        if inWindow.isEmpty { return nil }
        return UnauditedPeriod(
          cause: .exportGap, raw: span, inWindow: inWindow, opens: .rule, closes: .rule,
          note: Statement(
            "\(exports[pair.first].name) and \(exports[pair.second].name) were both asked for this time,"
              + " and one of them lacks records that the other holds"))
      }
    }
  }
}
