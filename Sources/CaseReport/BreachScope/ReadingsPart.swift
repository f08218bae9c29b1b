import CaseModel
import TextFormats

/// How the scope reads what more than one reading allows.
struct ReadingsPart: ReportPart {
  let syncReading, throttleReading: Words
  let linkSessions, linkEarlier, everyAccess: Bool

  static let names: [ReportName<Self>] = [
    .init("syncReading", .named, \.syncReading),
    .init("throttleReading", .named, \.throttleReading), .init("linkSessions", \.linkSessions),
    .init("linkEarlier", \.linkEarlier),
    .init("everyAccess", \.everyAccess),
  ]

  init(_ readings: Readings) {
    syncReading = .phrase("reading.sync.\(readings.sync.rawValue)")
    throttleReading = .phrase("reading.throttle.\(readings.throttle.rawValue)")
    linkSessions = readings.linkSessions
    linkEarlier = readings.linkEarlier
    everyAccess = readings.assumption == .everyAccess
  }
}
