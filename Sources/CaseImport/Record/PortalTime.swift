import CaseModel
import TextFormats

/// Times as the Sentinel portal writes them into a column `… [UTC]` for readers of American
/// English: `4/28/2021, 2:54:37.000 PM`.
///
/// The comma and the capital letters at the end are that culture's alone, so the month comes first.
/// Every other culture writes something else, and is not read: its time is not guessed (R4).
enum PortalTime {
  static func read(_ text: ArraySlice<UInt8>) -> UTCTime? {
    let words = RecordedTime.plain(text).split(separator: UInt8(ascii: " "))
    guard words.count == 3, words[0].last == UInt8(ascii: ","),
      let date = numbers(words[0].dropLast(), "/"), date.count == 3,
      let clock = numbers(words[1].prefix { $0 != UInt8(ascii: ".") }, ":"), clock.count == 3,
      (1...12).contains(clock[0])
    else { return nil }
    let isAfternoon: Bool
    if words[2].elementsEqual("AM".utf8) {
      isAfternoon = false
    } else if words[2].elementsEqual("PM".utf8) {
      isAfternoon = true
    } else {
      return nil
    }
    return UTCTime(
      year: date[2], month: date[0], day: date[1],
      hour: clock[0] % 12 + (isAfternoon ? 12 : 0), minute: clock[1], second: clock[2])
  }

  private static func numbers(_ text: ArraySlice<UInt8>, _ separator: Unicode.Scalar) -> [Int]? {
    var numbers: [Int] = []
    for part in text.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false) {
      guard (1...4).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      numbers.append(part.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }
    return numbers
  }
}
