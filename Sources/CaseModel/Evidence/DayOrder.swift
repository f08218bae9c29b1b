/// Which of two numbers in a date is the day, where neither the text nor a standard tells: somebody states
/// it of an export (R4).
package enum DayOrder: String, CaseIterable, Sendable {
  case dayFirst = "day-first"
  case monthFirst = "month-first"
}
