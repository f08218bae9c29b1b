import CaseModel
import TextFormats

/// The worksheet of a regime as a value for the templates: each item with what the evidence says to
/// it, or that it needs a person; and the arithmetic of the deadlines.
struct NoticeWorksheet {
  let input: ReportInput
  let regime: Regime
  private var evidence: NoticeEvidence { NoticeEvidence(input: input) }
  var title: MustacheValue { words(regime.title) }
  var notices: [MustacheValue] { regime.notices.map(row) }

  var value: [String: MustacheValue] {
    var value = BreachScopeReport(input).value
    value["regime"] = .object([
      "id": .string(regime.id), "title": words(regime.title),
      "authority": words(regime.authority), "law": .string(regime.law),
      "lawLanguage": .string(regime.lawLanguage), "version": .string(regime.version),
      "inForceSince": day(regime.inForceSince), "lastChecked": day(regime.lastChecked),
    ])
    value["documentTitle"] = .phrase("notice.title")
    value["sourcesOfLaw"] = .list(
      regime.sources.map { .object(["text": .string($0.text), "check": check($0.mark)]) })
    value["triggerRows"] = .list(regime.triggers.map(row))
    value["notices"] = .list(notices)
    value["items"] = .list(regime.items.map(row))
    value["hasAssessment"] = .bool(regime.assessment != nil)
    value["assessment"] = .object([
      "citation": .string(regime.assessment?.citation ?? ""),
      "text": words(regime.assessment?.text ?? ""),
    ])
    value["factors"] = .list((regime.assessment?.factors ?? []).map(row))
    value["quotes"] = .list(regime.quotes.map(row))
    value["hasQuotes"] = .bool(!regime.quotes.isEmpty)
    value["retention"] = .list(
      (regime.retention.map { [$0] } ?? []).map { retention in
        .object([
          "text": words(retention.text), "citation": .string(retention.citation),
          "check": check(retention.mark),
        ])
      })
    return value
  }

  /// What the regime says, in the language of the report.
  private func words(_ text: String) -> MustacheValue { .string(translated(text)) }

  private func translated(_ text: String) -> String { input.language.regimes[text] ?? text }

  private func day(_ text: String) -> MustacheValue {
    TimeReader.readDateOrTime(text).map { .time($0, .date) } ?? .string(text)
  }

  private func check(_ mark: Regime.Mark) -> MustacheValue {
    mark == .read ? .string("") : .phrase("notice.check")
  }

  private func entered(_ trigger: String) -> CaseTrigger? {
    input.document.triggers.last { $0.regime == regime.id && $0.trigger == trigger }
  }

  private func row(_ trigger: Regime.Trigger) -> MustacheValue {
    let entered = entered(trigger.id)
    return .object([
      "id": .string(trigger.id), "text": words(trigger.text), "check": check(trigger.mark),
      "at": entered.map { ReportWords.moment($0.at) } ?? .string(""),
      "by": .text(EvidenceText(entered?.by ?? "")), "why": .text(EvidenceText(entered?.why ?? "")),
      "enteredAt": entered.map { ReportWords.moment($0.enteredAt) } ?? .string(""),
    ])
  }

  private func row(_ notice: Regime.Notice) -> MustacheValue {
    let trigger = entered(notice.deadline.trigger)
    let due = trigger.flatMap {
      DeadlineDate(notice.deadline, from: $0.at, holidays: input.document.holidays)
    }
    let threshold = regime.thresholds.first { $0.id == notice.threshold }
    return .object([
      "to": words(notice.to), "citation": .string(notice.citation),
      "check": check(notice.mark), "deadline": deadline(notice.deadline),
      "trigger": .string(notice.deadline.trigger), "hasTrigger": .bool(trigger != nil),
      "isFixed": .bool(notice.deadline.unit != .none),
      "due": due?.text ?? .string(""), "arithmetic": due?.arithmetic ?? .string(""),
      "threshold": threshold.map(text) ?? .string(""),
      "thresholdCheck": threshold.map { check($0.mark) } ?? .string(""),
    ])
  }

  /// The words of the regime, with the amount in its place.
  private func deadline(_ deadline: Regime.Deadline) -> MustacheValue {
    let amount = MustacheValue.phrase(
      "deadline.\(deadline.unit.rawValue)", ["n": .number(deadline.amount)])
    let text = translated(deadline.text)
    let parts = text.split(separator: "{amount}", omittingEmptySubsequences: false)
    if parts.count == 1 { return .string(text) }
    return .joined(
      [.string(String(parts[0])), amount] + parts.dropFirst().map { .string(String($0)) },
      separator: "")
  }

  private func text(_ threshold: Regime.Threshold) -> MustacheValue {
    .phrase(
      "threshold.of",
      [
        "subject": words(threshold.subject),
        "rule": .phrase(
          "threshold.\(threshold.rule.rawValue)", ["n": .number(threshold.number)]),
      ])
  }

  private func row(_ item: Regime.Item) -> MustacheValue {
    // Lines of one kind come from one place: where the kind stands, its lines stand.
    var seen: Set<String> = []
    let own = item.from.flatMap { key in
      let lines = evidence.lines(key).filter { !seen.contains($0.phrase) }
      seen.formUnion(lines.map(\.phrase))
      return lines
    }
    let notices =
      item.notices.isEmpty || item.notices.count == regime.notices.count
      ? []
      : regime.notices.filter { item.notices.contains($0.id) }.map { translated($0.to) }
    return .object([
      "text": words(item.text), "citation": .string(item.citation), "check": check(item.mark),
      "notices": .string(notices.joined(separator: "; ")),
      "lines": .list(
        own.map {
          .object([
            "text": .phrase("says.\($0.phrase)", $0.about), "exhibit": .string($0.exhibit),
          ])
        }),
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

/// The worksheet of a regime.
package func renderNotice(_ input: ReportInput, _ regime: Regime) throws -> [ReportFile] {
  try renderReport(
    "notice", "notice-\(regime.id)",
    NoticeWorksheet(input: input.shared, regime: regime).value, input)
}
