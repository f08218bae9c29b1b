import CaseModel
import TextFormats

/// A date that a law's deadline comes to, for the first page: the dates of all laws, the next first.
struct NextDeadlineRow: ReportPart {
  let due, to, law: Words
  let citation: String
  /// Whether it applies is still open.
  let condition: Words?
  /// As of the state of the case.
  let isPast: Bool
  let daysLeft: Int

  static let names: [ReportName<Self>] = [
    .init("due", .named, \.due), .init("to", .named, \.to), .init("law", .named, \.law),
    .init("citation", .named, \.citation), .init("condition", .named, \.condition),
    .init("isPast", \.isPast), .init("daysLeft", \.daysLeft),
  ]

  static func all(_ input: ReportInput) -> [NextDeadlineRow] {
    let document = input.document
    let now = input.stateTime
    let today = document.displayZone?.local(now).time.day ?? now.day
    var rows: [(end: UTCTime, row: NextDeadlineRow)] = []
    for regime in input.regimes {
      for notice in regime.notices {
        guard let trigger = document.entered(notice.deadline.trigger, regime),
          let date = DeadlineAnswer(notice, of: regime, from: trigger.at, document).date
        else { continue }
        let isInHours = notice.deadline.unit == .hours
        let end = isInHours ? document.displayZone?.local(date.end).time ?? date.end : date.end
        let threshold = regime.thresholds.first { $0.id == notice.threshold }
        rows.append(
          (
            date.end,
            NextDeadlineRow(
              due: date.text, to: NoticeWords.words(notice.to),
              law: NoticeWords.words(regime.title), citation: notice.citation,
              condition: threshold.map(NoticeRow.text),
              isPast: isInHours ? date.end < now : end.day < today,
              daysLeft: Int(end.day - today))
          ))
      }
    }
    // Those that are still to come first; what has passed is said, and stands behind.
    let order = rows.enumerated().sorted { left, right in
      (left.element.row.isPast ? 1 : 0, left.element.end, left.offset)
        < (right.element.row.isPast ? 1 : 0, right.element.end, right.offset)
    }
    return order.map(\.element.row)
  }
}
