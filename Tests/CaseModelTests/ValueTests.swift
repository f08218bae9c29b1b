import CaseModel
import Testing
import TextFormats

struct ValueTests {
  @Test func theFirstAndTheLastTimeHaveFourDigits() {
    #expect(UTCTime.first.iso == "0001-01-01T00:00:00Z")
    #expect(UTCTime.last.iso == "9999-12-31T23:59:59Z")
  }

  @Test(arguments: [
    ("203.0.113.66", "203.0.113.66"), ("203.0.113.66:443", "203.0.113.66"),
    ("[2001:DB8::0001]:52629", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1"),
    ("2001:0db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("::ffff:192.0.2.1", "192.0.2.1"),
    (" 192.0.2.1 ", "192.0.2.1"), ("fe80::1%eth0", "fe80::1"),
  ])
  func addressesBecomeCanonical(_ raw: String, _ canonical: String) {
    #expect(NetworkAddress(evidence: EvidenceText(raw))?.text == canonical)
  }

  @Test(arguments: [
    "", "<null>", "mail.example", "1.2.3", "1.2.3.4.5", "1.2.3.4:", "1.2.3.4:99999", "[::1",
    "::1]:",
  ])
  func otherTextIsNoAddress(_ raw: String) {
    #expect(NetworkAddress(evidence: EvidenceText(raw)) == nil)
  }

  @Test(arguments: [
    ("198.51.100.0/24", "198.51.100.255", true), ("198.51.100.0/24", "198.51.101.0", false),
    ("198.51.100.128/25", "198.51.100.127", false), ("0.0.0.0/0", "8.8.8.8", true),
    ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
    ("0.0.0.0/0", "::1", false), ("192.0.2.7", "192.0.2.7", true),
  ])
  func rangesContainTheirAddresses(_ range: String, _ address: String, _ contained: Bool) throws {
    let address = try #require(NetworkAddress(address))
    #expect(try #require(AddressRange(range)).contains(address) == contained)
  }

  @Test(arguments: ["198.51.100.0/33", "x/8", "1.2.3.4/", "1.2.3.4/8/8", "1.2.3.4/-1", "::/129"])
  func wrongRangesAreNone(_ text: String) { #expect(AddressRange(text) == nil) }

  @Test(arguments: [
    ("2025-03-13T06:20:11", "2025-03-13T06:20:11Z"),
    ("2025-03-13T06:20:11Z", "2025-03-13T06:20:11Z"),
    ("2025-03-13 06:20:11.1234567Z", "2025-03-13T06:20:11Z"),
    ("2025-03-13T06:20:11+02:00", "2025-03-13T04:20:11Z"),
    ("2024-02-29T00:00:00", "2024-02-29T00:00:00Z"),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
  ])
  func timesAreReadAsUTC(_ text: String, _ iso: String) {
    #expect(TimeReader.read(text)?.iso == iso)
  }

  @Test(arguments: [
    "3/2/2025 10:43:17 PM", "2025-02-30T00:00:00", "2025-03-13", "2025-03-13T24:00:00", "",
    "2025-03-13T06:20:11X", "/Date(1728344797000)/", "2023-02-29T00:00:00",
  ])
  func ambiguousTimesAreNone(_ text: String) { #expect(TimeReader.read(text) == nil) }

  @Test func everyDayOfFourCenturiesRoundTrips() {
    var time = UTCTime(seconds: -11_676_096_000)  // 1600-01-01
    for _ in 0..<146_097 {
      #expect(TimeReader.readDateOrTime(time.date) == time)
      time.seconds += 86_400
    }
  }

  /// A lake holds more rows, and a file without line ends longer ones, than 32 bits count (F8).
  @Test func aPlaceHoldsRowsAndLengthsBeyond32Bits() {
    for number in [0, 1, 0xFFFF_FFFF, 0x1_0000_0000, 0x1_0000_0001, 1 << 47] as [Int64] {
      var place = SourcePosition(evidence: 1, row: number, offset: 7, length: number)
      #expect(place.row == number && place.length == number)
      (place.row, place.length) = (number + 1, number + 2)
      #expect(place.row == number + 1 && place.length == number + 2)
      #expect(SourcePosition(evidence: 1, row: number, offset: 7, length: 1) < place)
    }
    #expect(MemoryLayout<SourcePosition>.stride == 24)
  }

  @Test func spansMergeWhereTheyTouchAndSubtract() {
    func span(_ from: Int64, _ to: Int64) -> TimeSpan {
      TimeSpan(from: UTCTime(seconds: from), to: UTCTime(seconds: to))
    }
    #expect([span(5, 9), span(0, 2), span(2, 4)].merged == [span(0, 4), span(5, 9)])
    #expect([span(0, 10)].subtracting([span(2, 4), span(8, 20)]) == [span(0, 2), span(4, 8)])
    #expect([span(3, 3)].merged.isEmpty)
    #expect([span(0, 5), span(3, 8)].totalSeconds == 8)
  }

  @Test func internedTextIsFoundByBytes() {
    var texts = ByteInterner()
    let composed = texts.intern(EvidenceText("\u{E9}"))
    let decomposed = texts.intern(EvidenceText("e\u{301}"))
    #expect(composed != decomposed)
    #expect(texts.intern(EvidenceText("\u{E9}")) == composed)
    #expect(texts.intern([]) == 0)
    var numbers: [UInt32] = []
    for index in 0..<5_000 { numbers.append(texts.intern(Array("text-\(index)".utf8))) }
    for index in 0..<5_000 { #expect(texts[numbers[index]].string == "text-\(index)") }
  }
}
