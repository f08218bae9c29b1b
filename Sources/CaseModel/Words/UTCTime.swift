/// A moment in UTC, in whole seconds since 1970-01-01T00:00:00Z (leap seconds not counted).
package struct UTCTime: Hashable, Comparable, Sendable {
  package var seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  /// What can be written with four digits of a year: 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
  package static let first = UTCTime(seconds: -62_135_596_800)
  package static let last = UTCTime(seconds: 253_402_300_799)

  /// Proleptic Gregorian date and time; `nil` where a field is out of its range.
  package init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...UTCTime.days(inMonth: month, of: year)).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    let days = UTCTime.daysSinceEpoch(year: year, month: month, day: day)
    seconds = Int64(days) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
  }

  package static func < (left: UTCTime, right: UTCTime) -> Bool { left.seconds < right.seconds }
  package static func + (time: UTCTime, seconds: Int64) -> UTCTime {
    UTCTime(seconds: time.seconds + seconds)
  }

  /// Days since the epoch, rounded down.
  package var day: Int64 { seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400 }

  /// `YYYY-MM-DDTHH:MM:SSZ`
  package var iso: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `YYYY-MM-DDTHH:MM:SSZ`
  package func append(to bytes: inout [UInt8]) {
    let (year, month, day) = civil
    let rest = Int(seconds - self.day * 86_400)
    func pair(_ value: Int, _ mark: UInt8) {
      bytes.append(UInt8(0x30 + value / 10))
      bytes.append(UInt8(0x30 + value % 10))
      bytes.append(mark)
    }
    bytes.append(UInt8(0x30 + year / 1_000 % 10))
    bytes.append(UInt8(0x30 + year / 100 % 10))
    pair(year % 100, 0x2D)
    pair(month, 0x2D)
    pair(day, 0x54)
    pair(rest / 3_600, 0x3A)
    pair(rest / 60 % 60, 0x3A)
    pair(rest % 60, 0x5A)
  }

  /// `YYYY-MM-DD`
  package var date: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// `HH:MM:SS`
  package var clock: String {
    let rest = Int(seconds - day * 86_400)
    return "\(padded(rest / 3_600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
  }

  private func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  /// The civil date of the day: the inverse of `daysSinceEpoch` (Hinnant's algorithm).
  private var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(day) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}
