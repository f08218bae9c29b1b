import CaseModel
import TestSupport
import Testing
import TextFormats

@testable import CaseImport

/// The scanner accepts what RFC 8259 accepts, and nothing else, in JSON and inside a CSV field.
struct JSONScanTests {
  static let accepted = [
    "{}", "[]", "0", "-0", "1.5e-3", "1E+2", "\"\"", "\"\\u00e9\\n\\/\\\\\\\"\"", "true", "null",
    "[1,2,[3]]", "{\"a\":{\"b\":[]},\"a\":1}", " [ 1 , 2 ] ", "\"\\ud800\"", "\"\u{7F}\"",
  ]
  static let rejected = [
    "", "{", "[", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{a:1}", "{'a':1}", "01", "1.", ".5", "+1",
    "1e", "-", "nul", "True", "\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "\"\t\"", "[1 2]",
    "{\"a\":1,}",
    "NaN", "\u{FEFF}1",
  ]

  private func scan(_ text: String, quote: Int) -> Bool {
    let bytes = Array((quote == 2 ? text.replacing("\"", with: "\"\"") : text).utf8)
    var position = 0
    let span = bytes.span.bytes
    guard
      (try? JSONScan.value(span, &position, bytes.count, quote: quote, depth: 0)) != nil
    else { return false }
    JSONScan.skipBlanks(span, &position, bytes.count)
    return position == bytes.count
  }

  @Test(arguments: accepted, [1, 2])
  func accepts(_ text: String, _ quote: Int) { #expect(scan(text, quote: quote)) }

  @Test(arguments: rejected, [1, 2])
  func rejects(_ text: String, _ quote: Int) { #expect(!scan(text, quote: quote)) }

  @Test func agreesWithThePlainReaderOnMutatedJSON() {
    var random = FixtureRandom(seed: 8)
    let seeds = JSONScanTests.accepted + [FixtureRecord.attackerBind(1, "a@x").json]
    let alphabet = Array("{}[]\",:\\u0aetfn-.+ 1\u{1}".utf8)
    var agreed = 0
    for _ in 0..<20_000 {
      var bytes = Array(random.pick(seeds).utf8)
      if !bytes.isEmpty { bytes[random.below(bytes.count)] = random.pick(alphabet) }
      let plain = Array(String(decoding: bytes, as: UTF8.self).utf8)
      let accepted: Bool
      do {
        _ = try JSONReader.read(plain)
        accepted = true
      } catch {
        // The plain reader refuses repeated keys, which evidence may have.
        if error.expected.contains("only once") { continue }
        accepted = false
      }
      #expect(scan(String(decoding: plain, as: UTF8.self), quote: 1) == accepted)
      agreed += 1
    }
    #expect(agreed > 15_000)
  }

  @Test func textIsDecodedTheSameInJSONAndInACSVField() throws {
    let text = "caf\\u00e9 \\\"q\\\" \\ud83d\\udcc1 \\ud800 \\\\ \\n"
    for quote in [1, 2] {
      let source = quote == 1 ? "\"\(text)\"" : "\"\(text)\"".replacing("\"", with: "\"\"")
      let bytes = Array(source.utf8)
      var position = 0
      let slice = try JSONScan.string(bytes.span.bytes, &position, bytes.count, quote: quote)
      var decoded: [UInt8] = []
      JSONText.decode(slice, bytes.span.bytes, quote: quote, into: &decoded)
      let expected =
        Array("caf\u{E9} \"q\" \u{1F4C1} ".utf8) + [0xED, 0xA0, 0x80] + Array(" \\ \n".utf8)
      #expect(decoded == expected)
    }
  }

  @Test func keysAreFoundWithoutCaseAndBlanks() {
    let table = AuditKeyTable.all
    for key in AuditKey.allCases where key != .flattened {
      for name in [key.name, key.name.uppercased(), " \(key.name) "] {
        let bytes = Array(name.utf8)
        #expect(table.find(bytes.span.bytes, 0, bytes.count) == key)
      }
    }
    for name in ["", "x", "Subjects", "IdX", "\u{49}\u{131}"] {
      let bytes = Array(name.utf8)
      #expect(table.find(bytes.span.bytes, 0, bytes.count) == nil)
    }
  }

  @Test(arguments: [
    (
      "[{\"Name\":\"MailAccessType\",\"Value\":\"Sync\"},{\"Name\":\"IsThrottled\",\"Value\":\"True\"}]",
      MailAccessType.sync, ThrottledState.yes
    ),
    ("[{\"Value\":true,\"Name\":\"IsThrottled\"}]", .notStated, .yes),
    ("@{Name=MailAccessType; Value=Bind} @{Name=IsThrottled; Value=False}", .bind, .no),
    ("@{Value=Bind; Name=MailAccessType}", .bind, .notStated),
    ("{MailAccessType:Bind, IsThrottled:True}", .bind, .yes),
    ("MailAccessType=Peek", .unknown, .notStated),
    ("System.Object[]", .notStated, .notStated), ("", .notStated, .notStated),
  ])
  func operationPropertiesAreReadHoweverTheyAreWritten(
    _ text: String, _ access: MailAccessType, _ throttled: ThrottledState
  ) {
    let properties = OperationProperties(.text(Array(text.utf8)))
    #expect(properties.access == access)
    #expect(properties.throttled == throttled)
  }
}
