import CaseModel

/// The end of a deadline, and the arithmetic that gives it. Days are days in UTC.
package struct DeadlineDate: Equatable, Sendable {
  /// `2025-05-23, a Friday`, or with the time where it is counted in hours.
  package var text: String
  package var arithmetic: String

  /// `nil` where the law gives no fixed time.
  ///
  /// - Parameter holidays: days since 1970 that are no business days.
  package init?(_ deadline: Regime.Deadline, from start: UTCTime, holidays: Set<Int64>) {
    let amount = deadline.amount
    switch deadline.unit {
    case .none: return nil
    case .hours:
      let end = start + amount * 3_600
      self.init(
        text: "\(ReportWords.time(end)) UTC, a \(DeadlineDate.weekday(end.day))",
        arithmetic: "\(ReportWords.time(start)) UTC + \(amount) h; hours run on weekends too")
    case .calendarDays:
      self.init(day: start.day + amount, "\(start.date) + \(amount) calendar days")
    case .businessDays:
      var day = start.day
      var left = amount
      var skipped: [Int64] = []
      while left > 0 {
        day += 1
        if DeadlineDate.isWeekend(day) { continue }
        if holidays.contains(day) { skipped.append(day) } else { left -= 1 }
      }
      let without =
        holidays.isEmpty
        ? "no holidays are entered in case.json"
        : "holidays passed over: "
          + (skipped.isEmpty
            ? "none" : skipped.map(DeadlineDate.date).joined(separator: ", "))
      self.init(
        day: day, "\(start.date) + \(amount) business days (Monday to Friday; \(without))")
    case .months:
      self.init(
        day: DeadlineDate.adding(months: Int(amount), to: start),
        "\(start.date) + \(amount) month(s)")
    case .calendarDaysAfterYear:
      let year = Int(start.date.prefix(4)) ?? 1970
      let last = UTCTime(year: year, month: 12, day: 31, hour: 0, minute: 0, second: 0)?.day ?? 0
      self.init(day: last + amount, "\(year)-12-31 + \(amount) calendar days")
    }
  }

  private init(text: String, arithmetic: String) {
    self.text = text
    self.arithmetic = arithmetic
  }

  private init(day: Int64, _ arithmetic: String) {
    self.init(
      text: "\(DeadlineDate.date(day)), a \(DeadlineDate.weekday(day))", arithmetic: arithmetic)
  }

  private static func date(_ day: Int64) -> String { UTCTime(seconds: day * 86_400).date }

  private static func isWeekend(_ day: Int64) -> Bool { [5, 6].contains(index(day)) }

  /// Monday is 0; 1970 began on a Thursday.
  private static func index(_ day: Int64) -> Int { Int(((day + 3) % 7 + 7) % 7) }

  private static func weekday(_ day: Int64) -> String {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][index(day)]
  }

  /// The same day of a later month, or its last.
  private static func adding(months: Int, to start: UTCTime) -> Int64 {
    let parts = start.date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return start.day }
    let month = parts[0] * 12 + parts[1] - 1 + months
    for day in stride(from: parts[2], to: 27, by: -1) {
      let end = UTCTime(
        year: month / 12, month: month % 12 + 1, day: day, hour: 0, minute: 0, second: 0)
      if let end { return end.day }
    }
    return UTCTime(
      year: month / 12, month: month % 12 + 1, day: min(parts[2], 28), hour: 0, minute: 0,
      second: 0)?.day ?? start.day
  }
}
