import CaseModel

/// A time as programs write it into exports: read where its text says all, in whatever order, and not
/// guessed where day and month could be either (R4).
package enum RecordedTime: Equatable {
  /// - Parameter mayBeShifted: `/Date(…)/` of Windows PowerShell 5.1, which takes a time without zone for one
  ///   of its own computer.
  case time(UTCTime, mayBeShifted: Bool)
  /// Two numbers that may be day and month, and nobody stated which is which.
  case dayOrMonth(Int, Int)
  /// Nothing, the zero of some clock, or no time at all.
  case none

  /// Records of Exchange Online are of this time; a zero of any clock is not.
  private static let first = UTCTime(seconds: 946_684_800)
  private static let end = UTCTime(seconds: 4_102_444_800)

  /// In this century, up to 2099.
  package static func isPlausible(_ time: UTCTime) -> Bool { time >= first && time < end }

  package static func read(_ text: ArraySlice<UInt8>, _ order: DayOrder? = nil) -> RecordedTime {
    var reader = RecordedTimeReader(text)
    guard let read = reader.read(order) else { return .none }
    if case .time(let time, _) = read, !isPlausible(time) { return .none }
    return read
  }

  package var time: UTCTime? {
    if case .time(let time, _) = self { time } else { nil }
  }

  /// Without the narrow and unbreakable blanks that browsers write before AM and PM.
  package static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].starts(with: [0xE2, 0x80, 0xAF]) {
        plain.append(0x20)
        index += 3
      } else if text[index...].starts(with: [0xC2, 0xA0]) {
        plain.append(0x20)
        index += 2
      } else {
        plain.append(text[index])
        index += 1
      }
    }
    return plain
  }
}
