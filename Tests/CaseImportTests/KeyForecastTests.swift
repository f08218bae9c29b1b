import CaseModel
import CasePipeline
import TestSupport
import Testing

@testable import CaseImport

/// What comes next is only foreseen: whatever the order of keys, each record is read as if it were
/// the first.
struct KeyForecastTests {
  private let members: [(String, String)] = [
    ("CreationTime", "\"2025-03-12T09:00:00\""), ("Id", "\"ID\""),
    ("Operation", "\"MailItemsAccessed\""), ("OrganizationId", "\"aa\""),
    ("MailboxGuid", "\"bb\""), ("MailboxOwnerUPN", "\"m@x\""), ("UserId", "\"m@x\""),
    ("ClientIPAddress", "\"203.0.113.66\""), ("SessionId", "\"s1\""),
    ("Unknown", "[1, {\"Id\": 2}]"),
    ("AnUnknownKeyThatIsLongerThanWhatIsForeseen", "{\"Id\": \"no\"}"), ("OperationCount", "2"),
    ("AppAccessContext", "{\"AADSessionId\": \"s2\", \"UniqueTokenId\": \"t\"}"),
    ("OperationProperties", "[{\"Name\": \"MailAccessType\", \"Value\": \"Bind\"}]"),
    (
      "Folders",
      "[{\"Id\": \"F\", \"Path\": \"\\\\Inbox\", \"FolderItems\": [{\"Id\": \"i\","
        + " \"InternetMessageId\": \"<a@x>\"}, {\"InternetMessageId\": \"<b@x>\","
        + " \"Subject\": \"Z\", \"SizeInBytes\": 7}]}]"
    ),
  ]

  /// The members in any order, some missing, with blanks anywhere and some keys in other letters.
  private func record(_ random: inout FixtureRandom) -> String {
    var own = members.filter { _ in random.below(5) > 0 }
    if random.below(2) == 0 { own.shuffle(using: &random) }
    let style = random.below(3)
    let text = own.map { name, value in
      let key = random.below(4) == 0 ? name.lowercased() : name
      let spaced = style == 1 ? value : value.filter { $0 != " " }
      switch style {
      case 0: return "\"\(key)\":\(spaced)"
      case 1: return "\n    \"\(key)\": \(spaced)"
      default: return " \"\(key)\" :  \(spaced) "
      }
    }
    return "{" + text.joined(separator: ",") + (style == 1 ? "\n  }" : "}")
  }

  private func read(_ walk: inout RecordWalk, _ text: String) throws -> ([String], [ItemRow]) {
    let bytes = Array(text.utf8)
    var batch = RecordBatch()
    var position = 0
    let span = bytes.span.bytes
    try walk.record(span, &position, bytes.count, quote: 1, depth: 0, into: &batch)
    #expect(position == bytes.count)
    let values = AuditKey.allCases.map { key in
      let slice = walk.fields[key]
      return slice.isAbsent ? "" : String(decoding: bytes[slice.start..<slice.end], as: UTF8.self)
    }
    return (values, batch.items)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func everyRecordIsReadAsIfItWereTheFirst(_ seed: UInt64) throws {
    var random = FixtureRandom(seed: seed)
    var walk = RecordWalk()
    for _ in 0..<200 {
      let text = record(&random)
      var fresh = RecordWalk()
      let alone = try read(&fresh, text)
      let behindOthers = try read(&walk, text)
      #expect(alone.0 == behindOthers.0, "\(text)")
      #expect(alone.1 == behindOthers.1, "\(text)")
    }
  }

  @Test func keysWithoutEndAreReadAndNotKept() throws {
    var walk = RecordWalk()
    for number in 0..<3_000 {
      let text = "{\"Key\(number)\":1,\"Id\":\"\(number)\",\"X\(number)\":{\"Id\":\"no\"}}"
      let bytes = Array(text.utf8)
      var batch = RecordBatch()
      var position = 0
      let span = bytes.span.bytes
      try walk.record(span, &position, bytes.count, quote: 1, depth: 0, into: &batch)
      let id = walk.fields[.id]
      #expect(String(decoding: bytes[id.start..<id.end], as: UTF8.self) == "\(number)")
    }
    #expect(walk.forecast.count <= KeyForecast.most + 1)
  }

  @Test func aForeseenKeyAtTheEndOfTheBytesIsTruncated() throws {
    var walk = RecordWalk()
    let whole = "{\"Operation\":\"Send\",\"CreationTime\":\"2025-03-12T09:00:00\",\"Id\":\"1\"}"
    _ = try read(&walk, whole)
    for length in 1..<whole.utf8.count {
      let bytes = Array(whole.utf8.prefix(length))
      var batch = RecordBatch()
      var position = 0
      let span = bytes.span.bytes
      var fault: JSONFault?
      do throws(JSONFault) {
        try walk.record(span, &position, length, quote: 1, depth: 0, into: &batch)
      } catch {
        fault = error
      }
      #expect(fault == .truncated, "\(length)")
    }
  }

  @Test func whatIsKnownOfPlainQuotesIsNotTakenForDoubledOnes() throws {
    let plain = "{\"Operation\":\"Send\",\"Id\":\"1\",\"Key\":2}"
    let doubled = plain.replacing("\"", with: "\"\"")
    // Quotes of the other width around a key that was read before.
    let wrong = [
      (2, doubled.replacing("{\"\"Operation\"\":", with: "{\"Operation\":")),
      (1, plain.replacing("{\"Operation\":", with: "{\"\"Operation\"\":")),
      (2, doubled.replacing(",\"\"Id\"\":", with: ",\"Id\":")),
      (1, plain.replacing(",\"Id\":", with: ",\"\"Id\"\":")),
    ]
    for (quote, text) in wrong {
      var walk = RecordWalk()
      for (width, known) in [(1, plain), (2, doubled), (1, plain), (2, doubled)] {
        #expect(isRead(known, quote: width, &walk))
      }
      #expect(!isRead(text, quote: quote, &walk), "\(text)")
    }
  }

  private func isRead(_ text: String, quote: Int, _ walk: inout RecordWalk) -> Bool {
    let bytes = Array(text.utf8)
    let span = bytes.span.bytes
    var batch = RecordBatch()
    var position = 0
    do throws(JSONFault) {
      try walk.record(span, &position, bytes.count, quote: quote, depth: 0, into: &batch)
      return position == bytes.count
    } catch {
      return false
    }
  }

  @Test func thereIsRoomForEveryKey() { #expect(AuditKey.allCases.count < 128) }
}

/// An `Id` is 128 bits where it is a GUID, whatever its letters.
struct GuidTests {
  private func plain(_ text: [UInt8]) -> String? {
    guard text.count == 36 else { return nil }
    for (index, byte) in text.enumerated() {
      let isDash = [8, 13, 18, 23].contains(index)
      let isDigit =
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20) && byte >= 0x41
      if isDash ? byte != 0x2D : !isDigit { return nil }
    }
    let folded = String(decoding: text, as: UTF8.self).lowercased()
    return folded == "00000000-0000-0000-0000-000000000000" ? nil : folded
  }

  @Test func digitsAreReadEightAtATimeAsOneByOne() {
    var random = FixtureRandom(seed: 3)
    let digits = Array("0123456789abcdefABCDEF".utf8)
    for round in 0..<20_000 {
      var text = (0..<36).map { [8, 13, 18, 23].contains($0) ? 0x2D : random.pick(digits) }
      if round % 2 == 0 { text[random.below(36)] = UInt8(random.below(256)) }
      let key = RecordBuilder.key(text)
      #expect((key.origin == .guid ? key.guidText : nil) == plain(text))
    }
    #expect(RecordBuilder.key(Array(repeating: 0x30, count: 36)).origin == .text)
  }
}
