import CaseModel
import TextFormats

extension BreachScopeReport {
  /// What the timeline draws, as numbers: a row for each mailbox and day; days one after the other
  /// that hold nothing but time without records are one row.
  var timelineDays: [String: MustacheValue] {
    var rows: [TimelineDays] = []
    for (place, mailbox) in findings.mailboxes.enumerated() {
      var days: [TimelineDays] = []
      for hour in mailbox.timeline {
        if days.last?.last != hour.hour.day { days.append(TimelineDays(place, hour.hour.day)) }
        days[days.count - 1].add(hour)
      }
      for day in days {
        if let before = rows.last, before.mailbox == place, before.last + 1 == day.first,
          before.isWithoutRecords, day.isWithoutRecords
        {
          rows[rows.count - 1].last = day.last
          rows[rows.count - 1].unauditedSeconds += day.unauditedSeconds
        } else {
          rows.append(day)
        }
      }
    }
    return ReportTable(rows, file: "findings/timeline.csv") { row in
      .object([
        "mailbox": .text(findings.mailboxes[row.mailbox].mailbox.name),
        "day": .time(UTCTime(seconds: row.first * 86_400), .date),
        "until": row.last == row.first
          ? .string("") : .time(UTCTime(seconds: row.last * 86_400), .date),
        "sort": .markup(UTCTime(seconds: row.first * 86_400).iso),
        "recorded": .number(row.recorded), "assumed": .number(row.assumed),
        "otherAccess": .number(row.otherAccess),
        "unaudited": ReportWords.duration(row.unauditedSeconds),
      ])
    }.value("timelineDays")
  }
}

/// A day of a mailbox, or days one after the other; days since 1970, UTC.
private struct TimelineDays {
  var mailbox: Int
  var first: Int64
  var last: Int64
  var recorded = 0
  var assumed = 0
  var otherAccess = 0
  var unauditedSeconds: Int64 = 0

  var isWithoutRecords: Bool { recorded + assumed + otherAccess == 0 }

  init(_ mailbox: Int, _ day: Int64) {
    self.mailbox = mailbox
    first = day
    last = day
  }

  mutating func add(_ hour: TimelineHour) {
    recorded += hour.recorded
    assumed += hour.assumed
    otherAccess += hour.otherAccess
    unauditedSeconds += hour.unauditedSeconds
  }
}
