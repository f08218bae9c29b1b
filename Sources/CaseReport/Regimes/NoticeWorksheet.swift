import CaseModel
import TextFormats

/// The worksheet of a regime as a value for the templates: each item with what the evidence says to
/// it, or that it needs a person; and the arithmetic of the deadlines.
struct NoticeWorksheet {
  let input: ReportInput
  let regime: Regime
  private var evidence: NoticeEvidence { NoticeEvidence(input: input) }

  var value: [String: MustacheValue] {
    var value = BreachScopeReport(input).value
    value["regime"] = .object([
      "id": .string(regime.id), "title": .string(regime.title),
      "authority": .string(regime.authority), "law": .string(regime.law),
      "lawLanguage": .string(regime.lawLanguage), "version": .string(regime.version),
      "inForceSince": .string(regime.inForceSince), "lastChecked": .string(regime.lastChecked),
    ])
    value["sourcesOfLaw"] = .list(
      regime.sources.map { .object(["text": .string($0.text), "check": check($0.mark)]) })
    value["triggerRows"] = .list(regime.triggers.map(row))
    value["notices"] = .list(regime.notices.map(row))
    value["items"] = .list(regime.items.map(row))
    value["hasAssessment"] = .bool(regime.assessment != nil)
    value["assessment"] = .object([
      "citation": .string(regime.assessment?.citation ?? ""),
      "text": .string(regime.assessment?.text ?? ""),
    ])
    value["factors"] = .list((regime.assessment?.factors ?? []).map(row))
    value["quotes"] = .list(regime.quotes.map(row))
    value["hasQuotes"] = .bool(!regime.quotes.isEmpty)
    value["retention"] = .list(regime.retention.map { [row($0)] } ?? [])
    return value
  }

  private func check(_ mark: Regime.Mark) -> MustacheValue {
    .string(mark == .read ? "" : "check with counsel")
  }

  private func entered(_ trigger: String) -> CaseTrigger? {
    input.document.triggers.last { $0.regime == regime.id && $0.trigger == trigger }
  }

  private func row(_ trigger: Regime.Trigger) -> MustacheValue {
    let entered = entered(trigger.id)
    return .object([
      "id": .string(trigger.id), "text": .string(trigger.text), "check": check(trigger.mark),
      "at": .string(entered.map { ReportWords.time($0.at) + " UTC" } ?? ""),
      "by": .text(EvidenceText(entered?.by ?? "")), "why": .text(EvidenceText(entered?.why ?? "")),
      "enteredAt": .string(entered.map { ReportWords.time($0.enteredAt) + " UTC" } ?? ""),
    ])
  }

  private func row(_ notice: Regime.Notice) -> MustacheValue {
    let trigger = entered(notice.deadline.trigger)
    let due = trigger.flatMap {
      DeadlineDate(notice.deadline, from: $0.at, holidays: input.document.holidays)
    }
    let threshold = regime.thresholds.first { $0.id == notice.threshold }
    return .object([
      "to": .string(notice.to), "citation": .string(notice.citation),
      "check": check(notice.mark), "deadline": .string(deadline(notice.deadline)),
      "trigger": .string(notice.deadline.trigger), "hasTrigger": .bool(trigger != nil),
      "isFixed": .bool(notice.deadline.unit != .none),
      "due": .string(due?.text ?? ""), "arithmetic": .string(due?.arithmetic ?? ""),
      "threshold": .string(threshold.map(text) ?? ""),
      "thresholdCheck": threshold.map { check($0.mark) } ?? .string(""),
    ])
  }

  private func deadline(_ deadline: Regime.Deadline) -> String {
    let days = "\(deadline.amount) \(deadline.amount == 1 ? "day" : "days")"
    let amount =
      switch deadline.unit {
      case .none: ""
      case .hours: "\(deadline.amount) hours"
      case .calendarDays: "\(deadline.amount) calendar days"
      case .businessDays: "\(deadline.amount) business days"
      case .months: deadline.amount == 1 ? "one month" : "\(deadline.amount) months"
      case .calendarDaysAfterYear: "\(days) after the end of the calendar year"
      }
    return deadline.text.replacing("{amount}", with: amount)
  }

  private func text(_ threshold: Regime.Threshold) -> String {
    let number = ReportWords.grouped(threshold.number)
    let words =
      switch threshold.rule {
      case .atLeast: "\(number) or more"
      case .moreThan: "more than \(number)"
      case .fewerThan: "fewer than \(number)"
      }
    return "\(threshold.subject): \(words)"
  }

  private func row(_ item: Regime.Item) -> MustacheValue {
    let lines = item.from.flatMap { evidence.lines($0) }
    var seen: Set<String> = []
    let own = lines.filter { seen.insert($0.text).inserted }
    let notices =
      item.notices.isEmpty || item.notices.count == regime.notices.count
      ? []
      : regime.notices.filter { item.notices.contains($0.id) }.map(\.to)
    return .object([
      "text": .string(item.text), "citation": .string(item.citation), "check": check(item.mark),
      "notices": .string(notices.joined(separator: "; ")),
      "lines": .list(
        own.map { .object(["text": .text(EvidenceText($0.text)), "exhibit": .string($0.exhibit)]) }),
      "needsPerson": .bool(item.fill != .evidence),
      "isPart": .bool(item.fill == .part), "hasLines": .bool(!own.isEmpty),
    ])
  }

  private func row(_ quote: Regime.Quote) -> MustacheValue {
    .object([
      "text": .string(quote.text), "citation": .string(quote.citation),
      "check": check(quote.mark),
    ])
  }
}

/// The worksheet of a regime in Markdown and as one self-contained HTML file.
package func renderNotice(_ input: ReportInput, _ regime: Regime) throws -> [ReportFile] {
  try renderReport(
    "notice", "notice-\(regime.id)", NoticeWorksheet(input: input, regime: regime).value)
}
