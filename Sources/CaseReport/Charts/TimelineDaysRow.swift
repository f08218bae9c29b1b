import CaseModel
import TextFormats

/// What the timeline draws, as numbers: a row for each mailbox and day; days one after the other
/// that hold nothing but time without records are one row.
struct TimelineDaysRow: ReportPart {
  let mailbox: EvidenceText
  let day, unaudited: Words
  let until: Words?
  let sort: Markup
  let recorded, assumed, otherAccess: Int

  static let names: [ReportName<Self>] = [
    .init("mailbox", .named, \.mailbox), .init("day", .named, \.day),
    .init("until", .named, \.until), .init("sort", \.sort), .init("recorded", \.recorded),
    .init("assumed", \.assumed), .init("otherAccess", \.otherAccess),
    .init("unaudited", .named, \.unaudited),
  ]

  static func table(_ findings: Findings) -> ReportTable<TimelineDaysRow> {
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
    return ReportTable(rows, file: "findings/timeline.csv") {
      TimelineDaysRow($0, findings.mailboxes[$0.mailbox].mailbox.name)
    }
  }

  private init(_ days: TimelineDays, _ mailbox: EvidenceText) {
    let first = UTCTime(seconds: days.first * 86_400)
    self.mailbox = mailbox
    day = .time(first, .date)
    unaudited = ReportWords.duration(days.unauditedSeconds)
    until =
      days.last == days.first ? nil : .time(UTCTime(seconds: days.last * 86_400), .date)
    sort = Markup(first.iso)
    recorded = days.recorded
    assumed = days.assumed
    otherAccess = days.otherAccess
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
