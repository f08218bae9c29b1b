import CaseModel
import TextFormats

/// The report as a value for the templates; each part in a file of its own.
struct BreachScopeReport {
  /// Rows of a table that the report shows; the CSV files hold all.
  static let longestTable = 5_000

  let input: ReportInput
  var findings: Findings { input.findings }

  init(_ input: ReportInput) { self.input = input }

  /// With whom this copy is for.
  private var marking: MustacheValue {
    let own = input.document.marking
    let parts: [MustacheValue] =
      (own.isEmpty ? [] : [.string(own)])
      + (input.recipient.isEmpty
        ? [] : [.phrase("page.recipient", ["recipient": .string(input.recipient)])])
    return .joined(parts, separator: " · ")
  }

  var value: [String: MustacheValue] {
    var value: [String: MustacheValue] = [
      "case": .object([
        "number": .string(input.document.number), "title": .string(input.document.title),
        "organisation": .string(input.document.organisation),
        "examiner": .string(input.document.examiner), "marking": marking,
      ]),
      "state": .object([
        "seq": .string("\(input.stateSeq)"), "time": ReportWords.moment(input.stateTime),
      ]),
      "issue": issue, "language": .string(input.language.id),
      "isDraft": .bool(!input.draft.isEmpty), "adoption": adoption,
      "draft": .list(input.draft.map { .object(["text": .statement($0)]) }),
      "tool": .object([
        "name": .string(findings.request.tool.name),
        "version": .string(findings.request.tool.version),
        "rules": .string(findings.request.tool.rules),
      ]),
      "windows": .list(
        findings.request.scope.windows.map { window in
          .object([
            "span": span(window.span),
            "mailboxes": .string(window.mailboxes.map(\.text).joined(separator: ", ")),
          ])
        }),
      "inputs": .object([
        "scope": .string("SHA-256 \(findings.request.scopeSHA256)"),
        "case": .string("SHA-256 \(findings.request.caseSHA256)"),
        "register": .string("SHA-256 \(findings.request.registerSHA256)"),
      ]),
    ]
    for part in [
      answer, readings, mailboxTables, messageTable, contextTables, acquisition, ledger, evidence,
      review, inventory, method, citedRecords, alternatives, author, custody, heatMap, timelineDays,
    ] {
      value.merge(part) { $1 }
    }
    return value
  }

  private var issue: MustacheValue {
    let issue = findings.request.issue
    let number = MustacheValue.string("\(issue.number)")
    if issue.supersedes.isEmpty { return .phrase("fact.issue.first", ["number": number]) }
    return .phrase(
      "fact.issue.later",
      [
        "number": number, "before": .string("\(issue.number - 1)"),
        "sha256": .string(issue.supersedes),
      ])
  }

  private var adoption: MustacheValue {
    guard let adoption = input.adoption else { return .string("") }
    return .phrase(
      "fact.adopted.text",
      [
        "reason": .string(adoption.reason), "time": ReportWords.moment(adoption.time),
        "seq": .string("\(adoption.seq)"),
      ])
  }

  private var readings: [String: MustacheValue] {
    let readings = findings.request.scope.readings
    return [
      "syncReading": .phrase("reading.sync.\(readings.sync.rawValue)"),
      "throttleReading": .phrase("reading.throttle.\(readings.throttle.rawValue)"),
      "linkSessions": .bool(readings.linkSessions),
      "everyAccess": .bool(readings.assumption == .everyAccess),
    ]
  }
}
