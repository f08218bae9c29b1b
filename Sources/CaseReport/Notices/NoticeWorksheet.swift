import CaseModel
import TextFormats

/// The worksheet of a regime as a value for the templates: each item with what the evidence says to
/// it, or that it needs a person; and the arithmetic of the deadlines.
struct NoticeWorksheet: ReportPart {
  let report: BreachScopeReport
  let documentTitle: Words
  let regime: RegimePart
  let sourcesOfLaw: [LawSourceRow]
  let triggerRows: [TriggerRow]
  let notices: [NoticeRow]
  let items: [ItemRow]
  let hasAssessment: Bool
  let assessment: CitedWords?
  let factors: [ItemRow]
  let quotes: [QuoteRow]
  let hasQuotes: Bool
  let retention: RetentionPart?

  static let names: [ReportName<Self>] =
    ReportName.all(of: \.report) + [
      .init("documentTitle", .named, \.documentTitle), .init("regime", \.regime),
      .init("sourcesOfLaw", \.sourcesOfLaw), .init("triggerRows", \.triggerRows),
      .init("notices", \.notices), .init("items", \.items),
      .init("hasAssessment", \.hasAssessment), .init("assessment", \.assessment),
      .init("factors", \.factors), .init("quotes", \.quotes), .init("hasQuotes", \.hasQuotes),
      .init("retention", \.retention),
    ]

  init(_ input: ReportInput, _ regime: Regime) throws {
    let evidence = NoticeEvidence(input: input)
    func rows(_ items: [Regime.Item]) -> [ItemRow] {
      items.map { ItemRow($0, regime, evidence) }
    }
    self.regime = RegimePart(regime)
    report = try BreachScopeReport(input)
    documentTitle = .phrase("notice.title", ["regime": .object(try self.regime.seen())])
    sourcesOfLaw = regime.sources.map {
      LawSourceRow(text: $0.text, check: NoticeWords.check($0.mark))
    }
    triggerRows = regime.triggers.map { trigger in
      TriggerRow(trigger, input.document.entered(trigger.id, regime))
    }
    notices = NoticeRow.all(regime, input.document)
    items = rows(regime.items)
    hasAssessment = regime.assessment != nil
    assessment = regime.assessment.map {
      CitedWords(text: NoticeWords.words($0.text), citation: $0.citation)
    }
    factors = rows(regime.assessment?.factors ?? [])
    quotes = regime.quotes.map {
      QuoteRow(text: $0.text, citation: $0.citation, check: NoticeWords.check($0.mark))
    }
    hasQuotes = !regime.quotes.isEmpty
    retention = regime.retention.map {
      RetentionPart(
        text: NoticeWords.words($0.text), citation: $0.citation,
        check: NoticeWords.check($0.mark))
    }
  }
}

/// The worksheet of a regime.
package func renderNotice(_ input: ReportInput, _ regime: Regime) throws -> [ReportFile] {
  let input = input.shared
  return try renderReport(
    .notice, "notice-\(regime.id)", NoticeWorksheet(input, regime), input)
}

/// What a worksheet says of the law.
enum NoticeWords {
  /// What the regime says, in the language of the report; the law itself is quoted in its own.
  static func words(_ text: String, _ values: [String: Words] = [:]) -> Words {
    .sentence(.english(text), values)
  }

  static func day(_ text: String) -> Words {
    TimeReader.readDateOrTime(text).map { .time($0, .date) } ?? .string(text)
  }

  static func check(_ mark: Regime.Mark) -> Words? {
    mark == .read ? nil : .phrase("notice.check")
  }
}

extension CaseDocument {
  /// What started a clock of a regime, as somebody entered it last.
  func entered(_ trigger: String, _ regime: Regime) -> CaseTrigger? {
    triggers.last { $0.regime == regime.id && $0.trigger == trigger }
  }
}
