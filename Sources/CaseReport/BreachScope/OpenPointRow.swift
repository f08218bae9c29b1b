import CaseModel
import TextFormats

/// What somebody has still to decide, to enter or to import: what is open, why it matters, and the
/// command.
struct OpenPointRow: ReportPart {
  let what, why: Words
  let command: String

  static let names: [ReportName<Self>] = [
    .init("what", .named, \.what), .init("why", .named, \.why),
    .init("command", .named, \.command),
  ]

  /// - Parameter values: of the phrases `open.NAME` and `open.NAME.why`.
  private init(_ name: String, _ command: String, _ values: [String: MustacheValue] = [:]) {
    what = .phrase("open.\(name)", values)
    why = .phrase("open.\(name).why", values)
    self.command = command
  }

  static func all(_ input: ReportInput) -> [OpenPointRow] {
    let findings = input.findings
    var rows: [OpenPointRow] = []
    if input.regimes.isEmpty {
      rows.append(OpenPointRow("noLaw", "casefile regimes"))
    }
    rows += triggers(input)
    let unanswered = input.regimes.flatMap { regime in
      regime.notices.compactMap(\.threshold).filter { !$0.isEmpty }
    }.count
    if input.review.unreviewed > 0 {
      rows.append(
        OpenPointRow(
          "unreviewed", "casefile review export CASE",
          ["n": .number(input.review.unreviewed), "thresholds": .number(unanswered)]))
    }
    let unshown = findings.mailboxes.filter { $0.coverage.state != .shown }.map(\.mailbox.name)
    if !unshown.isEmpty {
      rows.append(
        OpenPointRow(
          "auditing", "casefile import CASE FILE --kind audit-config",
          ["names": ReportWords.few(ReportWords.texts(unshown))]))
    }
    if findings.completeness.statement == .signsFound {
      rows.append(OpenPointRow("signs", "casefile collect-help CASE"))
    }
    let assumed = findings.mailboxes.filter { !$0.assumedBases.isEmpty && $0.inventory == nil }
    if !assumed.isEmpty {
      rows.append(
        OpenPointRow(
          "inventory", "casefile import CASE FILE --kind inventory",
          ["names": ReportWords.few(ReportWords.texts(assumed.map(\.mailbox.name)))]))
    }
    let silent = findings.completeness.files.filter { !$0.facts.query.isStated }
      .map { evidenceName($0.facts.evidence) }
    if !silent.isEmpty {
      rows.append(
        OpenPointRow(
          "query", "casefile evidence about CASE \(silent[0]) …",
          ["names": ReportWords.few(silent.map { .string($0) }, most: 8)]))
    }
    if findings.signInsNotAsked {
      rows.append(OpenPointRow("signIns", "casefile import CASE FILE"))
    }
    return rows
  }

  /// Laws by which no deadline can be counted: nobody entered a time, or one before the law was in force.
  private static func triggers(_ input: ReportInput) -> [OpenPointRow] {
    var rows: [OpenPointRow] = []
    for regime in input.regimes {
      // One that is entered says from whose side the law is looked at.
      let entered = regime.triggers.compactMap { input.document.entered($0.id, regime) }
      if !entered.isEmpty {
        if isBeforeLaw(regime, entered, input) {
          rows.append(
            OpenPointRow(
              "notInForce", "casefile regimes", ["law": NoticeWords.words(regime.title)]))
        }
        continue
      }
      let needed = Set(
        regime.notices.filter { $0.deadline.unit != .none }.map(\.deadline.trigger))
      for trigger in regime.triggers where needed.contains(trigger.id) {
        rows.append(
          OpenPointRow(
            "trigger", "casefile trigger CASE --regime \(regime.id) --name \(trigger.id) --at TIME",
            [
              "law": NoticeWords.words(regime.title), "event": NoticeWords.words(trigger.text),
            ]))
      }
    }
    return rows
  }

  private static func isBeforeLaw(
    _ regime: Regime, _ entered: [CaseTrigger], _ input: ReportInput
  ) -> Bool {
    regime.notices.contains { notice in
      entered.contains { trigger in
        guard trigger.trigger == notice.deadline.trigger,
          case .notInForce = DeadlineAnswer(notice, of: regime, from: trigger.at, input.document)
        else { return false }
        return true
      }
    }
  }
}
