import CaseModel
import TextFormats

/// What a reader of the first page has to know and to do: when, until when, and what is still open.
struct ActionPart: ReportPart {
  /// `nil` where no access is recorded.
  let span: SpanPart?
  let mailSentOut: [SentOutRow]
  let deadlines: [NextDeadlineRow]
  /// How many of them are not shown.
  let deadlinesLeft: Int
  let openPoints: [OpenPointRow]
  let hasDeadlines, hasOpenPoints, hasMailSentOut: Bool

  /// The rest stands in the annex.
  private static let mostDeadlines = 8

  static let names: [ReportName<Self>] = [
    .init("span", \.span), .init("mailSentOut", \.mailSentOut),
    .init("hasMailSentOut", \.hasMailSentOut), .init("nextDeadlines", \.deadlines),
    .init("deadlinesLeft", \.deadlinesLeft), .init("hasDeadlines", \.hasDeadlines),
    .init("openPoints", \.openPoints), .init("hasOpenPoints", \.hasOpenPoints),
  ]

  init(_ input: ReportInput) {
    let findings = input.findings
    let all = NextDeadlineRow.all(input)
    span = SpanPart(findings)
    mailSentOut = SentOutRow.all(findings)
    hasMailSentOut = !mailSentOut.isEmpty
    deadlines = Array(all.prefix(ActionPart.mostDeadlines))
    deadlinesLeft = all.count - deadlines.count
    hasDeadlines = !all.isEmpty
    // Who gets a copy has nothing of it to do; what limits the findings stands elsewhere.
    openPoints = input.recipient.isEmpty ? OpenPointRow.all(input) : []
    hasOpenPoints = !openPoints.isEmpty
  }
}

/// From the first access that is recorded to the last, and what was recorded before.
struct SpanPart: ReportPart {
  let first, last: Words
  /// The first other record of attacker and linked contexts, where it is earlier.
  let firstAct: Words?
  let firstOperation: EvidenceText

  static let names: [ReportName<Self>] = [
    .init("first", .named, \.first), .init("last", .named, \.last),
    .init("firstAct", .named, \.firstAct), .init("firstOperation", .named, \.firstOperation),
  ]

  init?(_ findings: Findings) {
    let firsts = findings.mailboxes.compactMap(\.firstAccess)
    let lasts = findings.mailboxes.compactMap(\.lastAccess)
    guard let first = firsts.min(), let last = lasts.max() else { return nil }
    self.first = ReportWords.moment(first)
    self.last = ReportWords.moment(last)
    let act = findings.acts.filter(\.isInScope).min {
      ($0.first, $0.operation) < ($1.first, $1.operation)
    }
    let isEarlier = act.map { $0.first < first } ?? false
    firstAct = isEarlier ? act.map { ReportWords.moment($0.first) } : nil
    firstOperation = isEarlier ? act?.operation ?? "" : ""
  }
}

/// A rule or forwarding that an attacker or linked context set: named where nobody can miss it.
struct SentOutRow: ReportPart {
  let operation, mailbox: EvidenceText
  /// Where the mail went.
  let targets: Words?
  /// Which mail, and what else was set.
  let conditions: Words?
  let since: Words
  let records: Int
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("operation", .named, \.operation), .init("mailbox", .named, \.mailbox),
    // A target need not be an address: it may be somebody's name.
    .init("targets", .withheld, \.targets), .init("conditions", .withheld, \.conditions),
    .init("since", .named, \.since), .init("records", \.records), .init("sources", \.sources),
  ]

  static func all(_ findings: Findings) -> [SentOutRow] {
    findings.acts.filter { act in
      // What takes a rule away sends nothing out; it stands among the acts.
      let name = act.operation.folded.string
      return act.group == .mailSentOut && !name.hasPrefix("remove-") && !name.hasPrefix("disable-")
    }.map { SentOutRow($0, findings) }
  }

  private init(_ act: Act, _ findings: Findings) {
    let isTarget = { (detail: EvidenceText) in
      Act.targetSettings.contains { detail.bytes.starts(with: "\($0)=".utf8) }
    }
    operation = act.operation
    mailbox = act.mailbox?.name ?? ""
    let told = act.details.filter(isTarget).map { detail in
      EvidenceText(bytes: Array(detail.bytes.drop { $0 != UInt8(ascii: "=") }.dropFirst()))
    }.filter { !$0.isEmpty }
    targets = told.isEmpty ? nil : ReportWords.few(ReportWords.texts(told), most: 5)
    let others = act.details.filter { !isTarget($0) }
    conditions = others.isEmpty ? nil : ReportWords.few(ReportWords.texts(others), most: 5)
    since = ReportWords.moment(act.first)
    records = act.records
    sources = SourcesPart(act.sources, findings)
  }
}
