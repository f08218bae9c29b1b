import CaseModel
import TextFormats

/// The end of a deadline, and the arithmetic that gives it. Days are those of the case's zone: an evening
/// in America is tomorrow in UTC.
package struct DeadlineDate: Sendable {
  /// A day, or a time where it is counted in hours.
  package var end: UTCTime
  /// `2025-05-23, a Friday`, or with the time.
  package var text: MustacheValue
  package var arithmetic: MustacheValue

  /// `nil` where the law gives no fixed time.
  ///
  /// - Parameters:
  ///   - holidays: days since 1970 that are no business days.
  ///   - zone: `nil`: UTC.
  package init?(
    _ deadline: Regime.Deadline, from time: UTCTime, holidays: Set<Int64>, zone: DisplayZone?
  ) {
    let amount = deadline.amount
    let start = zone?.local(time).time ?? time
    var about: [String: MustacheValue] = [
      "n": .number(amount), "day": DeadlineDate.date(start.day),
    ]
    switch deadline.unit {
    case .none: return nil
    case .hours:
      let end = time + amount * 3_600
      about["at"] = ReportWords.moment(time)
      let text = MustacheValue.phrase(
        "deadline.at",
        [
          "at": ReportWords.moment(end),
          "weekday": DeadlineDate.weekday((zone?.local(end).time ?? end).day),
        ])
      self.init(end: end, text: text, arithmetic: .phrase("deadline.sum.hours", about))
    case .calendarDays: self.init(day: start.day + amount, "days", about)
    case .businessDays:
      var day = start.day
      var left = amount
      var skipped: [MustacheValue] = []
      while left > 0 {
        day += 1
        if DeadlineDate.isWeekend(day) { continue }
        if holidays.contains(day) { skipped.append(DeadlineDate.date(day)) } else { left -= 1 }
      }
      about["noHolidays"] = .bool(holidays.isEmpty)
      about["skipped"] = .joined(skipped)
      self.init(day: day, "businessDays", about)
    case .months:
      self.init(day: DeadlineDate.adding(months: Int(amount), to: start), "months", about)
    case .calendarDaysAfterYear:
      let year = Int(start.date.prefix(4)) ?? 1970
      let last = UTCTime(year: year, month: 12, day: 31, hour: 0, minute: 0, second: 0)?.day ?? 0
      about["day"] = DeadlineDate.date(last)
      self.init(day: last + amount, "days", about)
    }
  }

  private init(day: Int64, _ sum: String, _ about: [String: MustacheValue]) {
    let text = MustacheValue.phrase(
      "deadline.on", ["day": DeadlineDate.date(day), "weekday": DeadlineDate.weekday(day)])
    self.init(
      end: UTCTime(seconds: day * 86_400), text: text,
      arithmetic: .phrase("deadline.sum.\(sum)", about))
  }

  private init(end: UTCTime, text: MustacheValue, arithmetic: MustacheValue) {
    self.end = end
    self.text = text
    self.arithmetic = arithmetic
  }

  private static func date(_ day: Int64) -> MustacheValue {
    .time(UTCTime(seconds: day * 86_400), .date)
  }

  private static func isWeekend(_ day: Int64) -> Bool { [5, 6].contains(index(day)) }

  /// Monday is 0; 1970 began on a Thursday.
  private static func index(_ day: Int64) -> Int { Int(((day + 3) % 7 + 7) % 7) }

  private static func weekday(_ day: Int64) -> MustacheValue { .phrase("weekday.\(index(day))") }

  /// `2032-11-25`, so many months after a day.
  package static func day(adding months: Int, to start: UTCTime) -> String {
    UTCTime(seconds: adding(months: months, to: start) * 86_400).date
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
