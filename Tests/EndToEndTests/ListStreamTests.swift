@testable import CaseActions
import CaseImport
import CaseModel
@testable import CasePipeline
import Files
import TestSupport
import Testing

/// Lists are read as streams: of any size, in any encoding, cut anywhere.
struct ListStreamTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let folder: String

  init() throws {
    place = try Workplace()
    folder = place.path("case")
    runner.run("new", folder)
    try place.write(
      "a.json",
      FixtureExport.ndjson.bytes([.attackerBind(1, "a@x", "b@x", at: "2025-03-12T08:00:00")]))
    runner.run("import", folder, place.path("a.json"))
    runner.run("scope", folder, "--attacker-address", "203.0.113.66", "--by", "D", "--why", "w")
  }

  /// More than 64 MiB: `part`, again and again, between a beginning and an end.
  private func write(_ name: String, _ head: String, _ part: String, _ end: String) throws -> String
  {
    let path = try place.write(name, head)
    let bytes = Array(part.utf8)
    for _ in 0..<((65 << 20) / bytes.count) { try appendToFile(path, bytes) }
    try appendToFile(path, Array(end.utf8))
    return path
  }

  private func utf16(_ text: String) -> [UInt8] {
    "\u{FEFF}\(text)".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }

  @Test func aListOfIdsMayBeLargerThanAnyMemoryOfFiles() throws {
    let long = String(repeating: "x", count: 2 << 20) + "@x\n"
    let path = try write("ids.txt", "<a@x>\n", long, "<gone@x>")
    let outcome = runner.run("check", folder, "--ids", path)
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(outcome.out.hasPrefix("a@x\n  recorded"))
    #expect(outcome.out.contains("\ngone@x\n"))
    #expect(outcome.error.contains("line(s) repeat an id"))
  }

  @Test func whatReviewExportWritesReviewImportReadsAtAnySize() throws {
    runner.run("review", "export", folder)
    let lines = try place.text("case/review/messages-0001.csv").split(whereSeparator: \.isNewline)
    let cells = String(lines[1].dropLast(5))
    let fields = cells.split(separator: ",", omittingEmptySubsequences: false)
    // Many folders over two lines, and nothing decided.
    let folders = "\"" + String(repeating: "Inbox\n", count: 1 << 18) + "\""
    let row = (["M-0"] + fields.dropFirst(1)).joined(separator: ",")
      .replacing("internetMessageId", with: folders)
    let path = try write(
      "back.csv", "\(lines[0])\r\n", "\(row),,,,,\r\n", "\(cells)Lee,2025-04-01,yes,,3,\r\n")
    let outcome = runner.run("review", "import", folder, path)
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(outcome.out.hasPrefix("review    1 decision(s) added, 0 changed, 0 as before; "))
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesEndAsTheyEndWhereverABlockDoes(_ end: String) throws {
    let text = ["<a@x>", "", "b@x", "\u{E9}@x", "\u{1F4E7}@x"].joined(separator: end)
    for bytes in [Array(text.utf8), Array("\u{FEFF}\(text)".utf8), utf16(text)] {
      for part in 1...9 {
        var lines: [String] = []
        try readList(fixtureSource(bytes, part: part), blockBytes: 16) { bytes, isLast in
          if !isLast { return 0 }
          lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map(String.init)
          return bytes.count
        }
        #expect(lines == ["<a@x>", "b@x", "\u{E9}@x", "\u{1F4E7}@x"])
      }
      var numbers: [Int: String] = [:]
      try readLines(try place.write("lines.txt", bytes)) { line, number in
        numbers[number] = String(decoding: line, as: UTF8.self)
      }
      #expect(numbers == [1: "<a@x>", 2: "", 3: "b@x", 4: "\u{E9}@x", 5: "\u{1F4E7}@x"])
    }
  }

  @Test func aReviewListIsTheSameInPartsOfAnySize() throws {
    let text = """
      key;reviewer;reviewedAt;sensitive;categories;people;note\r
      M-1;"Lee ""the"" one";2025-04-01;yes;"a;b";2;"two\r
      lines; and \u{E9}"\r
      ;;;;;;\r
      M-2;Kim;2025-04-01;maybe;;;\r
      M-3;;;;;;\r
      M-4;Kim;2025-04-02;no;;;'=x
      """
    let whole = try ReviewList(reading: fixtureSource(Array(text.utf8)))
    #expect(whole.decisions.map(\.key) == ["M-1", "M-4"])
    #expect(whole.decisions.first?.reviewer == "Lee \"the\" one")
    #expect(whole.decisions.first?.note == "two\r\nlines; and \u{E9}")
    #expect(whole.exceptions.map(\.row) == [3] && whole.unreviewed == 1)
    for bytes in [Array(text.utf8), utf16(text), Array(text.replacing("\r\n", with: "\r").utf8)] {
      for part in 1...40 {
        let list = try ReviewList(reading: fixtureSource(bytes, part: part), blockBytes: 16)
        #expect(list.decisions.map(\.key) == ["M-1", "M-4"], "\(part)")
        #expect(list.exceptions == whole.exceptions && list.unreviewed == 1)
      }
    }
  }

  @Test func aListOfObjectsMayBeUnicodeTextWithAnyLineEnds() throws {
    let hash = String(repeating: "a", count: 64)
    let lines = (1...3).map {
      "{\"source\":\"s3a://lake/\($0)\",\"bytes\":1,\"sha256\":\"\(hash)\"}"
    }
    for end in ["\n", "\r\n", "\r"] {
      let text = lines.joined(separator: end) + end
      for bytes in [Array(text.utf8), Array("\u{FEFF}\(text)".utf8), utf16(text)] {
        let list = try ObjectList(reading: place.write("objects.ndjson", bytes))
        #expect(list.objects.count == 3)
      }
      let path = try place.write("objects.ndjson", text + "{\"source\":1}")
      let outcome = runner.run("import", folder, place.path("a.json"), "--objects", path)
      #expect(outcome.code == 2 && outcome.error.contains("objects.ndjson', line 4: "))
    }
  }

  @Test func howAuditingWasSetMayBeSaidOfAnyNumberOfMailboxes() throws {
    let long = "Notes : \(String(repeating: "x", count: 2 << 20))\n\n"
    let path = try write(
      "settings.txt", "UserPrincipalName : a@x\nAuditEnabled : True\n\n", long,
      "UserPrincipalName : b@x\nAuditEnabled : False\n")
    let outcome = runner.run("import", folder, "--kind", "audit-config", path)
    #expect(outcome.code == 3 && outcome.out.contains("2 mailbox"), "\(outcome)")
  }

  @Test(arguments: [
    #" [ {"AuditEnabled": true, "Identity": "a,]}\" x"} , [[{"AuditDisabled": false}], []], 12 ] "#,
    #"{"value":[{"AuditEnabled":true},{"Alias":"x"}]}"#,
    "#TYPE X\r\nIdentity;AuditEnabled;Notes\r\na;True;\"two\r\nlines \"\"x\"\"\"\r\n\r\nb;False;\r\n",
    "\r\nIdentity : a\r\nAuditEnabled : True\r\nAuditOwner : {Update, Mail\r\n  ItemsAccessed}\r\n\r\nAuditDisabled : False",
  ])
  func aConfigurationIsTheSameInPartsOfAnySize(_ text: String) throws {
    let whole = try readAuditConfiguration(fixtureSource(Array(text.utf8)))
    #expect(whole.mailboxes.first?.isEnabled == true)
    for bytes in [Array(text.utf8), Array("\u{FEFF}\(text)".utf8), utf16(text)] {
      for part in 1...30 {
        let parts = try readAuditConfiguration(fixtureSource(bytes, part: part), blockBytes: 16)
        #expect(parts == whole, "\(part)")
      }
    }
  }

  /// A list that was cut says nothing: who knows what it left out.
  @Test(arguments: [
    #"[{"AuditEnabled":true}"#, #"[{"AuditEnabled":true},"#, #"[{"AuditEnabled":true},]"#,
    #"[{"AuditEnabled":true} {"AuditEnabled":true}]"#, #"[{"AuditEnabled":true}]]"#,
    #"[{"AuditEnabled":true}],"#, #"{"AuditEnabled":true}{}"#, #"[{"AuditEnabled":true},{"a":1]"#,
    #"[{"AuditEnabled":true},tru]"#, #"[{"AuditEnabled":true,"AuditEnabled":true}]"#,
  ])
  func aDamagedConfigurationIsRefusedInPartsOfAnySize(_ text: String) throws {
    for part in [1, 2, 3, 5, 8, 100] {
      let refusal = #expect(throws: NotAnExport.self) {
        try readAuditConfiguration(fixtureSource(Array(text.utf8), part: part), blockBytes: 16)
      }
      #expect(refusal?.found.hasPrefix("JSON that cannot be read: found ") == true)
    }
  }

  @Test func aLineWithoutEndIsNamedWithItsLimit() throws {
    let long = String(repeating: "x", count: 2 << 20)
    let path = try place.write("ids.txt", "a@x\n\(long)")
    #expect(throws: LongLineProblem(path: path, line: 2, mebibytes: 1)) {
      try readLines(path, longest: 1 << 20) { _, _ in }
    }
    let header = "key,reviewer,reviewedAt,sensitive,categories,people,note\n"
    let row = "M-1,Lee,2025-04-01,yes,,,\n"
    let refusals = [
      (header + row + "M-2,\"\(long)", "row 2 is longer than 1 MiB"),
      (long, "the header is longer than 1 MiB"),
      (header + row + "M-2,\"open", "a quoted field that is not closed, in row 2"),
      (header + "M-2,\"open\nover\"lines,", "a quoted field that is not closed, in row 1"),
    ]
    for (text, found) in refusals {
      let refusal = #expect(throws: NotAnExport.self) {
        try ReviewList(
          reading: fixtureSource(Array(text.utf8)), blockBytes: 4_096, longestRow: 1 << 20)
      }
      #expect(refusal?.found == found)
    }
  }

  @Test func bytesThatAreNoTextAreFoundInAnyBlock() throws {
    let header = "key,reviewer,reviewedAt,sensitive,categories,people,note\n"
    let rows = String(repeating: "M-1,,,,,,\n", count: 4_000)
    let refusal = #expect(throws: NotAnExport.self) {
      try ReviewList(
        reading: fixtureSource(Array((header + rows).utf8) + [0xFC, 0x0A]), blockBytes: 4_096)
    }
    #expect(refusal?.found == "text that is not UTF-8")
  }
}
