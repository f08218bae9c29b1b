import CaseModel
import TextFormats

extension BreachScopeReport {
  /// What the timeline draws, as numbers: a row for each mailbox and day.
  var timelineDays: [String: MustacheValue] {
    struct Day {
      var mailbox: Int
      var day: Int64
      var recorded = 0
      var assumed = 0
      var otherAccess = 0
      var unauditedSeconds: Int64 = 0
    }
    var days: [Day] = []
    for (place, mailbox) in findings.mailboxes.enumerated() {
      for hour in mailbox.timeline {
        if days.last?.mailbox != place || days.last?.day != hour.hour.day {
          days.append(Day(mailbox: place, day: hour.hour.day))
        }
        days[days.count - 1].recorded += hour.recorded
        days[days.count - 1].assumed += hour.assumed
        days[days.count - 1].otherAccess += hour.otherAccess
        days[days.count - 1].unauditedSeconds += hour.unauditedSeconds
      }
    }
    return ReportTable(days, file: "findings/timeline.csv") { day in
      let time = UTCTime(seconds: day.day * 86_400)
      return .object([
        "mailbox": .text(findings.mailboxes[day.mailbox].mailbox.name),
        "day": .time(time, .date), "sort": .markup(time.iso), "recorded": .number(day.recorded),
        "assumed": .number(day.assumed), "otherAccess": .number(day.otherAccess),
        "unaudited": ReportWords.duration(day.unauditedSeconds),
      ])
    }.value("timelineDays")
  }
}
