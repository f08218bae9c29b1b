import CaseModel

/// Reads unambiguous ISO 8601 times (R4): `YYYY-MM-DDTHH:MM:SS` with an optional fraction, and
/// `Z`, nothing (UTC), or an offset that is applied. A blank may stand for the `T`.
package enum TimeReader {
  package static func read(_ text: String) -> UTCTime? {
    let bytes = Array(text.utf8)
    return read(bytes[...])
  }

  package static func read(_ bytes: ArraySlice<UInt8>) -> UTCTime? {
    var rest = bytes
    guard let year = number(&rest, 4), separator(&rest, "-"), let month = number(&rest, 2),
      separator(&rest, "-"), let day = number(&rest, 2),
      separator(&rest, "T") || separator(&rest, "t") || separator(&rest, " "),
      let hour = number(&rest, 2), separator(&rest, ":"), let minute = number(&rest, 2),
      separator(&rest, ":"), let second = number(&rest, 2),
      let time = UTCTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { return nil }
    if separator(&rest, ".") {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      if digits.isEmpty { return nil }
      rest = rest.dropFirst(digits.count)
    }
    if rest.isEmpty || (rest.count == 1 && (separator(&rest, "Z") || separator(&rest, "z"))) {
      return time
    }
    return offset(&rest).map { time + -$0 }
  }

  /// A date (`YYYY-MM-DD`, midnight UTC) or a time.
  package static func readDateOrTime(_ text: String) -> UTCTime? {
    if text.utf8.count == 10 { return read(text + "T00:00:00Z") }
    return read(text)
  }

  private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    let sign: Int64
    if separator(&rest, "+") {
      sign = 1
    } else if separator(&rest, "-") {
      sign = -1
    } else {
      return nil
    }
    guard let hours = number(&rest, 2) else { return nil }
    _ = separator(&rest, ":")
    guard let minutes = number(&rest, 2), rest.isEmpty, hours <= 14, minutes < 60 else {
      return nil
    }
    return sign * Int64(hours * 3_600 + minutes * 60)
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, _ width: Int) -> Int? {
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    rest = rest.dropFirst(width)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func separator(_ rest: inout ArraySlice<UInt8>, _ scalar: Unicode.Scalar) -> Bool {
    if rest.first != UInt8(ascii: scalar) { return false }
    rest = rest.dropFirst()
    return true
  }
}
