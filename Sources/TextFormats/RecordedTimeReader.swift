import CaseModel

/// Reads a time part by part: date, clock, half of the day, zone.
struct RecordedTimeReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) { rest = RecordedTime.plain(text)[...] }

  mutating func read(_ order: DayOrder?) -> RecordedTime? {
    if let time = epoch() { return .time(time, mayBeShifted: false) }
    if rest.starts(with: "/Date(".utf8) { return dateOfMilliseconds() }
    if let name = word(), !isWeekday(name) { putBack(name) }
    skip(", .")
    guard let date = date() else { return nil }
    return clock(date, order)
  }

  private mutating func date() -> Date? {
    guard let (value, digits) = number() else { return nameFirst() }
    switch digits {
    case 4: return yearFirst(value)
    case 8: return Date(year: value / 10_000, first: value / 100 % 100, second: value % 100)
    case 1...2: return numberFirst(value)
    default: return nil
    }
  }

  // MARK: - Dates

  /// Two numbers, or a month that is known and the day.
  private struct Date {
    /// `nil`: it stands at the end, as `date` and Java write it.
    var year: Int?
    var first: Int
    var second: Int
    var isOrdered = true
  }

  private mutating func yearFirst(_ year: Int) -> Date? {
    guard separate(), let month = monthNameOrNumber(), separate(), let day = number(1...2)
    else { return nil }
    return Date(year: year, first: month, second: day)
  }

  /// `11/03/2026`, `11.3.2026`, `11 Mar 2026`.
  private mutating func numberFirst(_ first: Int) -> Date? {
    guard separate() else { return nil }
    if let name = word() {
      skip(".")
      guard let month = RecordedTimeReader.month(name), separate(), let year = number(4...4)
      else { return nil }
      return Date(year: year, first: month, second: first)
    }
    guard let second = number(1...2), separate(), let year = number(4...4) else { return nil }
    return Date(year: year, first: first, second: second, isOrdered: false)
  }

  /// `Mar 11, 2026`, or `Mar 11 08:12:05 2026`.
  private mutating func nameFirst() -> Date? {
    guard let name = word(), let month = RecordedTimeReader.month(name) else { return nil }
    skip(". ")
    guard let day = number(1...2) else { return nil }
    let behind = rest
    skip(", ")
    if let year = number(4...4), rest.first != UInt8(ascii: ":") {
      return Date(year: year, first: month, second: day)
    }
    rest = behind
    return Date(year: nil, first: month, second: day)
  }

  private mutating func monthNameOrNumber() -> Int? {
    if let name = word() { return RecordedTimeReader.month(name) }
    return number(1...2)
  }

  /// English names alone: they are those of the standards (RFC 1123) and of `date`.
  private static func month(_ name: ArraySlice<UInt8>) -> Int? {
    let months = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    return months.firstIndex { name.count >= 3 && $0.utf8.starts(with: name) }.map { $0 + 1 }
  }

  private func isWeekday(_ name: ArraySlice<UInt8>) -> Bool {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return name.count >= 3 && days.contains { $0.utf8.starts(with: name) }
  }

  // MARK: - Clock

  private mutating func clock(_ date: Date, _ order: DayOrder?) -> RecordedTime? {
    skip(".")
    skip(", _Tt")
    guard let (hour, minute, second) = hoursMinutesSeconds() else { return nil }
    let half = half()
    guard let offset = zone() else { return nil }
    var date = date
    if date.year == nil {
      skip(" ")
      guard let year = number(4...4) else { return nil }
      date.year = year
    }
    skip(" ")
    if rest.first == UInt8(ascii: "(") { rest = rest.drop { $0 != UInt8(ascii: ")") }.dropFirst() }
    guard rest.isEmpty, half == nil || (1...12).contains(hour) else { return nil }
    let hours = half.map { hour % 12 + $0 } ?? hour
    func time(month: Int, day: Int) -> UTCTime? {
      UTCTime(
        year: date.year ?? 0, month: month, day: day, hour: hours, minute: minute, second: second
      ).map { $0 + -offset }
    }
    let swapped = time(month: date.second, day: date.first)
    let straight = time(month: date.first, day: date.second)
    if date.isOrdered { return straight.map { .time($0, mayBeShifted: false) } }
    switch order {
    case .dayFirst: return swapped.map { .time($0, mayBeShifted: false) }
    case .monthFirst: return straight.map { .time($0, mayBeShifted: false) }
    case nil: return swapped ?? straight == nil ? nil : .dayOrMonth(date.first, date.second)
    }
  }

  private mutating func hoursMinutesSeconds() -> (Int, Int, Int)? {
    guard let (hour, digits) = number() else { return nil }
    // `081205`
    if digits == 6 { return (hour / 10_000, hour / 100 % 100, hour % 100) }
    guard digits <= 2, take(":"), let minute = number(2...2), take(":"), let second = number(2...2)
    else { return nil }
    if take(".") || take(",") || take(":") {
      guard number() != nil else { return nil }
    }
    return (hour, minute, second)
  }

  /// `AM`, `p.m.`: 0 or 12 hours.
  private mutating func half() -> Int? {
    let before = rest
    skip(" ")
    let letters = rest.prefix { $0 != 0x20 }.filter { $0 != UInt8(ascii: ".") }.map { $0 | 0x20 }
    guard letters.elementsEqual("am".utf8) || letters.elementsEqual("pm".utf8) else {
      rest = before
      return nil
    }
    rest = rest.drop { $0 != 0x20 }
    return letters.elementsEqual("am".utf8) ? 0 : 12
  }

  // MARK: - Zone

  /// Seconds east of UTC; 0 where no zone is named. `nil` for one that is not understood.
  private mutating func zone() -> Int64? {
    let before = rest
    skip(" ([")
    if let name = word() {
      let isUTC = ["z", "utc", "gmt"].contains { $0.utf8.elementsEqual(name) }
      guard isUTC else { return nil }
      skip(")]")
    }
    let afterName = rest
    skip(" ")
    let sign: Int64
    if take("+") {
      sign = 1
    } else if take("-") {
      sign = -1
    } else {
      rest = afterName.count < before.count ? afterName : before
      return 0
    }
    guard let (hours, digits) = number() else { return nil }
    if digits > 2 { return digits == 4 ? offset(sign, hours / 100, hours % 100) : nil }
    let isPair = take(":")
    guard isPair else { return offset(sign, hours, 0) }
    guard let minutes = number(2...2) else { return nil }
    return offset(sign, hours, minutes)
  }

  private func offset(_ sign: Int64, _ hours: Int, _ minutes: Int) -> Int64? {
    hours <= 14 && minutes < 60 ? sign * Int64(hours * 3_600 + minutes * 60) : nil
  }

  // MARK: - Counts

  /// Seconds, milliseconds, microseconds or nanoseconds since 1970, ticks of 100 ns since year 1 (.NET) or 1601
  /// (Windows): what each of them is in this century lies far from all others.
  private func epoch() -> UTCTime? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    if digits.count == 14, rest.count == 14 { return compact(digits) }
    guard (9...19).contains(digits.count) else { return nil }
    let fraction = rest.dropFirst(digits.count)
    let isWhole =
      fraction.isEmpty
      || (fraction.first == UInt8(ascii: ".")
        && fraction.dropFirst().allSatisfy { (0x30...0x39).contains($0) })
    guard isWhole, let count = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
    let counts: [(perSecond: Int64, zero: Int64)] = [
      (1, 0), (1_000, 0), (1_000_000, 0), (1_000_000_000, 0), (10_000_000, -62_135_596_800),
      (10_000_000, -11_644_473_600),
    ]
    let times = counts.map { UTCTime(seconds: count / $0.perSecond + $0.zero) }
      .filter { $0.seconds > 946_684_800 && $0.seconds < 4_102_444_800 }
    return times.count == 1 ? times[0] : nil
  }

  /// `20260311081205`
  private func compact(_ digits: ArraySlice<UInt8>) -> UTCTime? {
    let numbers = digits.map { Int($0 - 0x30) }
    func pair(_ place: Int) -> Int { numbers[place] * 10 + numbers[place + 1] }
    return UTCTime(
      year: pair(0) * 100 + pair(2), month: pair(4), day: pair(6), hour: pair(8), minute: pair(10),
      second: pair(12))
  }

  /// `/Date(1773216725000)/`, also with the offset of the computer, which changes nothing.
  private mutating func dateOfMilliseconds() -> RecordedTime? {
    rest = rest.dropFirst("/Date(".utf8.count)
    let isNegative = take("-")
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    if take("+") || take("-") { guard number(4...4) != nil else { return nil } }
    guard rest.elementsEqual(")/".utf8), !isNegative,
      let milliseconds = Int64(String(decoding: digits, as: UTF8.self))
    else { return nil }
    return .time(UTCTime(seconds: milliseconds / 1_000), mayBeShifted: true)
  }

  // MARK: - Parts

  /// Up to 9 digits, with how many they are.
  private mutating func number() -> (value: Int, digits: Int)? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return (digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }, digits.count)
  }

  private mutating func number(_ width: ClosedRange<Int>) -> Int? {
    guard let (value, digits) = number(), width.contains(digits) else { return nil }
    return value
  }

  /// Letters, small; `nil` where none stands here.
  private mutating func word() -> ArraySlice<UInt8>? {
    let letters = rest.prefix { (0x61...0x7A).contains($0 | 0x20) }
    if letters.isEmpty { return nil }
    rest = rest.dropFirst(letters.count)
    return letters.map { $0 | 0x20 }[...]
  }

  private mutating func putBack(_ word: ArraySlice<UInt8>) { rest = word + rest }

  private mutating func skip(_ marks: String) {
    while let first = rest.first, marks.utf8.contains(first) { rest = rest.dropFirst() }
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    if rest.first != UInt8(ascii: mark) { return false }
    rest = rest.dropFirst()
    return true
  }

  /// What may stand between the parts of a date.
  private mutating func separate() -> Bool {
    let before = rest.count
    skip("-/._, ")
    return rest.count < before
  }
}
