import CaseModel

/// Collects what contradicts itself or the documentation; one entry for each kind.
struct AnomalyList {
  enum Kind: String, CaseIterable {
    case accessTypeNotStated, addressesDisagree, alsoKnownGood, boundaryRecord, conflict
    case invalidText, keyRepeated, shiftedTime, syncNamesItems, throttledSync, wrapperTime

    var text: Statement {
      switch self {
      case .accessTypeNotStated:
        Statement("MailAccessType is missing or unknown; placed by what the record names (R1)")
      case .addressesDisagree:
        Statement("the address fields of the record name different addresses (R8)")
      case .alsoKnownGood:
        Statement("an indicator and a known-good rule both match; the indicator decides (R14)")
      case .boundaryRecord:
        Statement("an attacker's record within 2 minutes outside a window (R16)")
      case .conflict:
        Statement(
          "copies with the same Id say different things; what widens access decides, and where they"
            + " name different mailboxes each counts in its own (R2)")
      case .invalidText: Statement("text that is not well-formed Unicode; kept as it is")
      case .keyRepeated:
        Statement("a key occurs twice with different values; the last that says something is used")
      case .shiftedTime:
        Statement(
          "the time is written as /Date(…)/, which Windows PowerShell shifts by the zone of its"
            + " computer where the original names none; read as UTC (R4)")
      case .syncNamesItems: Statement("a Sync record names messages; its folder is assumed (R9)")
      case .throttledSync:
        Statement(
          "IsThrottled is True on a Sync record, contrary to the documentation; honoured (R11)")
      case .wrapperTime:
        Statement("the record has no CreationTime; the time of its wrapper is used (R4)")
      }
    }
  }

  private struct Other {
    var code: String
    var text: Statement
    var records: [RecordIndex]
  }

  private var sources: [Kind: [RecordIndex]] = [:]
  private var others: [Other] = []

  mutating func add(_ kind: Kind, _ record: RecordIndex) {
    sources[kind, default: []].append(record)
  }

  mutating func add(_ code: String, _ text: Statement, _ records: [RecordIndex] = []) {
    others.append(Other(code: code, text: text, records: records))
  }

  mutating func add(
    _ record: ResolvedEvidence.Record, _ index: RecordIndex, addressesDisagree: Bool
  ) {
    let marks = record.row.marks
    if record.isConflict { add(.conflict, index) }
    guard record.isMailAccess else { return }
    if record.row.access == .notStated || record.row.access == .unknown {
      add(.accessTypeNotStated, index)
    }
    if record.row.throttled == .yes, record.access == .sync { add(.throttledSync, index) }
    if marks.contains(.invalidText) { add(.invalidText, index) }
    if marks.contains(.keyRepeated) { add(.keyRepeated, index) }
    if marks.contains(.shiftedTime) { add(.shiftedTime, index) }
    if marks.contains(.wrapperTime) { add(.wrapperTime, index) }
    if addressesDisagree { add(.addressesDisagree, index) }
  }

  /// - Parameter other: of the same records, with other anomalies.
  func with(_ other: AnomalyList) -> AnomalyList {
    var both = self
    both.sources.merge(other.sources) { ($0 + $1).sorted() }
    both.others += other.others
    return both
  }

  /// By code, then text.
  func findings(citing citations: inout Citations) -> [Anomaly] {
    let kinds = sources.map { kind, records in
      Other(
        code: kind.rawValue, text: Statement("\(records.count) record(s): \(kind.text)"),
        records: records)
    }
    return (kinds + others).sorted { ($0.code, $0.text) < ($1.code, $1.text) }.map {
      Anomaly(code: $0.code, text: $0.text, sources: citations.cite($0.records))
    }
  }
}
