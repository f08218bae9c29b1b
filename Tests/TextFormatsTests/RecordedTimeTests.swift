import CaseModel
import Testing
import TextFormats

/// Times as programs write them: read where they say all, never guessed.
struct RecordedTimeTests {
  private func read(_ text: String, _ order: DayOrder? = nil) -> RecordedTime {
    RecordedTime.read(Array(text.utf8)[...], order)
  }

  @Test(arguments: [
    "2026-03-11T08:12:05Z", "2026-03-11T08:12:05.1234567", "2026/3/11 8:12:05.403",
    "2026-03-11, 08:12:05.000", "2026-03-11 08:12:05,000", "2026.03.11 08:12:05",
    "2026. 3. 11. 8:12:05", "2026-03-11 8:12:05 a.m.", "2026-03-11 08:12:05.000 UTC",
    "2026-03-11 08:12:05 GMT", "2026-03-11T08:12:05+00", "2026-03-11 08:12:05+0000",
    "2026-03-11T10:12:05+02:00", "2026-03-11 03:12:05 -0500", "2026-03-11 09:12:05 UTC+1",
    "2026-03-11 08:12:05 (UTC)", "Wed, 11 Mar 2026 08:12:05 GMT", "11-Mar-2026 08:12:05",
    "Mar 11, 2026 8:12:05 AM", "Wednesday, March 11, 2026 8:12:05\u{202F}AM",
    "Wed Mar 11 08:12:05 2026", "Wed Mar 11 08:12:05 UTC 2026",
    "Wed Mar 11 2026 10:12:05 GMT+0200 (Central European Time)", "20260311T081205Z",
    "20260311081205", "1773216725", "1773216725.25", "1773216725000", "1773216725000000",
    "1773216725000000000", "639088135250000000", "134176903250000000",
  ])
  func oneTimeInManyNotations(_ text: String) {
    let expected = UTCTime(seconds: 1_773_216_725)
    #expect(read(text) == .time(expected, mayBeShifted: false))
  }

  @Test(arguments: ["/Date(1773216725000)/", "/Date(1773216725000+0100)/"])
  func millisecondsInADateAreUTCAndMayBeShifted(_ text: String) {
    #expect(read(text) == .time(UTCTime(seconds: 1_773_216_725), mayBeShifted: true))
  }

  @Test(arguments: [
    ("11/03/2026, 08:12:05.000", 11, 3), ("3/11/2026 8:12:05 AM", 3, 11),
    ("31.3.2026 08:12:05", 31, 3),
  ])
  func dayAndMonthAreNotGuessed(_ text: String, _ first: Int, _ second: Int) {
    #expect(read(text) == .dayOrMonth(first, second))
  }

  @Test func theOrderThatSomebodyStatedIsUsedAndNoOther() throws {
    let march = try #require(
      UTCTime(year: 2026, month: 3, day: 11, hour: 8, minute: 12, second: 5))
    let november = try #require(
      UTCTime(year: 2026, month: 11, day: 3, hour: 8, minute: 12, second: 5))
    #expect(read("11/03/2026 08:12:05", .dayFirst).time == march)
    #expect(read("11/03/2026 08:12:05", .monthFirst).time == november)
    #expect(read("31/03/2026 08:12:05", .monthFirst) == .none)
    #expect(read("2026-03-11 08:12:05", .monthFirst).time == march)
  }

  @Test(arguments: [
    "", "0001-01-01T00:00:00", "1601-01-01T00:00:00Z", "1970-01-01T00:00:00",
    "/Date(-62135596800000)/",
    "9999-12-31T23:59:59", "0", "0000000000", "17732", "2026-03-11", "08:12:05",
    "2026-03-11 08:12:05 CET", "2026-03-11 13:12:05 PM", "2026-13-11 08:12:05",
    "2026-03-11 08:12:05 x", "32/32/2026 08:12:05", "5a0e00f0-93b1-4c77-8e20-6d1f0b2c00f0",
  ])
  func whatIsNoTimeIsNone(_ text: String) { #expect(read(text) == .none) }
}
