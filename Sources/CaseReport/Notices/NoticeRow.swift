import CaseModel
import TextFormats

/// A notice that a regime asks for: to whom, by when, and from which number on.
struct NoticeRow: ReportPart {
  let to, deadline: Words
  let citation, trigger: String
  let hasTrigger, isFixed: Bool
  let check, due, arithmetic, threshold, thresholdCheck: Words?

  static let names: [ReportName<Self>] = [
    .init("to", .named, \.to), .init("citation", .named, \.citation),
    .init("check", .named, \.check), .init("deadline", .named, \.deadline),
    .init("trigger", .named, \.trigger), .init("hasTrigger", \.hasTrigger),
    .init("isFixed", \.isFixed), .init("due", .named, \.due),
    .init("arithmetic", .named, \.arithmetic), .init("threshold", .named, \.threshold),
    .init("thresholdCheck", .named, \.thresholdCheck),
  ]

  static func all(_ regime: Regime, _ document: CaseDocument) -> [NoticeRow] {
    regime.notices.map { NoticeRow($0, regime, document) }
  }

  private init(_ notice: Regime.Notice, _ regime: Regime, _ document: CaseDocument) {
    let trigger = document.entered(notice.deadline.trigger, regime)
    let end = trigger.map { DeadlineAnswer(notice, of: regime, from: $0.at, document) }
    let threshold = regime.thresholds.first { $0.id == notice.threshold }
    to = NoticeWords.words(notice.to)
    citation = notice.citation
    check = NoticeWords.check(notice.mark)
    deadline = NoticeRow.deadline(notice.deadline)
    self.trigger = notice.deadline.trigger
    hasTrigger = trigger != nil
    isFixed = notice.deadline.unit != .none
    due = end?.text
    arithmetic = end?.arithmetic
    self.threshold = threshold.map(NoticeRow.text)
    thresholdCheck = threshold.flatMap { NoticeWords.check($0.mark) }
  }

  /// The words of the regime, with the amount in its place.
  private static func deadline(_ deadline: Regime.Deadline) -> Words {
    if deadline.unit == .none { return NoticeWords.words(deadline.text) }
    let amount = Words.phrase(
      "deadline.\(deadline.unit.rawValue)", ["n": .number(deadline.amount)])
    return NoticeWords.words(deadline.text, ["amount": amount])
  }

  static func text(_ threshold: Regime.Threshold) -> Words {
    .phrase(
      "threshold.of",
      [
        "subject": NoticeWords.words(threshold.subject),
        "rule": .phrase(
          "threshold.\(threshold.rule.rawValue)", ["n": .number(threshold.number)]),
      ])
  }
}

/// A regime in the breach-scope report: its notices, and the file of its worksheet.
struct RegimeRow: ReportPart {
  let title: Words
  let notices: [NoticeRow]
  let file: String

  static let names: [ReportName<Self>] = [
    .init("title", .named, \.title), .init("notices", \.notices),
    .init("file", .named, \.file),
  ]
}
