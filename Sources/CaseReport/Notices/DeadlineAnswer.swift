import CaseModel
import TextFormats

/// What a law's deadline comes to, from the time that somebody entered.
package enum DeadlineAnswer: Sendable {
  case date(DeadlineDate)
  /// The text that casefile holds came into force on a later day than the one entered: whether another
  /// text applied, counsel says.
  case notInForce(since: String)
  case noFixedTime

  package init(
    _ notice: Regime.Notice, of regime: Regime, from start: UTCTime, _ document: CaseDocument
  ) {
    let day = document.displayZone?.local(start).time.date ?? start.date
    if day < regime.inForceSince {
      self = .notInForce(since: regime.inForceSince)
    } else {
      let date = DeadlineDate(
        notice.deadline, from: start, holidays: document.holidays, zone: document.displayZone)
      self = date.map { .date($0) } ?? .noFixedTime
    }
  }

  package var date: DeadlineDate? {
    if case .date(let date) = self { date } else { nil }
  }

  /// `nil` where the law gives no fixed time.
  package var text: MustacheValue? {
    switch self {
    case .date(let date): date.text
    case .notInForce: .phrase("deadline.noDate")
    case .noFixedTime: nil
    }
  }

  package var arithmetic: MustacheValue? {
    switch self {
    case .date(let date): date.arithmetic
    case .notInForce(let since):
      .phrase("deadline.notInForce", ["day": NoticeWords.day(since)])
    case .noFixedTime: nil
    }
  }
}
