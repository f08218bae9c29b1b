import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// CSV that programs write in another way than RFC 4180 says holds the same records.
struct CSVDialectTests {
  private let records = (1...5).map { number in
    var record = FixtureRecord.attackerBind(number, "m\(number)@x")
    record.folders?[0].path = number == 2 ? "\\Inbox \"Q\", 1" : "\\Inbox"
    return record
  }
  private var usual: String {
    String(decoding: FixtureExport.purviewOldCSV.bytes(records), as: UTF8.self)
  }

  private func findings(_ text: String) throws -> Findings {
    try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
  }

  private func doubled(_ text: String) -> String { text.replacing("\"", with: "\"\"") }

  private func expectSame(_ text: String) throws {
    let (found, expected) = (try findings(text), try findings(usual))
    #expect(found.rejected.map(\.detail) == [])
    #expect(found.recordedIds == expected.recordedIds && found.recordedIds.count == 5)
    let folders = found.mailboxes[0].recordedMessages.flatMap { $0.folders.map(\.name) }
    #expect(folders == expected.mailboxes[0].recordedMessages.flatMap { $0.folders.map(\.name) })
    // The same in blocks of any size, on any number of threads.
    let bytes = Array(text.utf8)
    let format = try recognise(bytes, isWhole: true)
    var random = FixtureRandom(seed: 11)
    for _ in 0..<6 {
      let ledger = try walkEvidence(
        fixtureSource(bytes, part: 1 + random.below(500)), format: format, evidence: 1,
        threads: 1 + random.below(3), blockBytes: 16 + random.below(2_000)
      ) { _ in }
      #expect(ledger.records == 5 && ledger.rejected == 0)
    }
  }

  /// As Spark writes it: a backslash before each quote, and before the backslash of an escaped one.
  @Test func quotesEscapedByBackslashes() throws {
    let rows = records.map { record in
      var cell = ""
      var backslashes = ""
      for character in record.json {
        // Those before a quote are doubled with it, and no others.
        cell += character == "\"" ? backslashes + "\\\"" : String(character)
        backslashes = character == "\\" ? backslashes + "\\" : ""
      }
      return "2025,MailItemsAccessed,\"\(cell)\",\"\"\n"
    }
    try expectSame("CreationDate,Operations,AuditData,Note\n" + rows.joined())
  }

  /// As Python and MySQL write it: a backslash before each quote and each backslash.
  @Test func quotesAndBackslashesEscapedByBackslashes() throws {
    let rows = records.map { record in
      let json = record.json.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "2025,MailItemsAccessed,\"\(json)\",\"\"\n"
    }
    try expectSame("CreationDate,Operations,AuditData,Note\n" + rows.joined())
  }

  @Test(arguments: ["", ";;", "\t"])
  func rowsQuotedAsOneCell(_ emptyCells: String) throws {
    for quotesHeader in [true, false] {
      let lines = usual.split(whereSeparator: \.isNewline).enumerated().map { index, line in
        index > 0 || quotesHeader ? "\"\(doubled(String(line)))\"\(emptyCells)" : String(line)
      }
      try expectSame(lines.joined(separator: "\r\n") + "\r\n")
    }
  }

  @Test func auditDataEncodedOnceMoreOrInAList() throws {
    func quoted(_ text: String) -> String {
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    for wrap in [
      quoted, { quoted(quoted($0)) }, { "[\($0)]" }, { "<13>Mar 11 08:12:05 host: \($0)" },
    ] {
      let rows = records.map { "2025,MailItemsAccessed,\"\(doubled(wrap($0.json)))\"\n" }
      try expectSame("CreationDate,Operations,AuditData\n" + rows.joined())
    }
  }

  @Test func aListOfSeveralRecordsInOneCellIsRejected() throws {
    let list = "[\(records[0].json),\(records[1].json)]"
    let found = try findings("CreationDate,AuditData\n2025,\"\(doubled(list))\"\n")
    #expect(found.rejected.flatMap(\.salvaged).map(\.string) == ["m1@x", "m2@x"])
  }

  @Test(arguments: ["Payload", "message", "Event Details"])
  func aColumnWithoutAKnownNameHoldsTheRecords(_ name: String) throws {
    let rows = records.map { "host,\"\(doubled($0.json))\",x\n" }
    try expectSame("Source,\(name),Other\n" + rows.joined())
    try expectSame("sep=,\nSource,\(name),Other\n" + rows.joined())
    let twice = "Source,\(name),Other\n" + rows[0...2].joined() + "Source,\(name),Other\n"
    try expectSame(twice + rows[3...].joined())
  }

  /// Beside columns that every export has, the record may stand in one that is called otherwise.
  @Test(arguments: ["audit_data", "Audit Data", "AuditData (JSON)", "Datos de auditor\u{ED}a", ""])
  func theRecordStandsInAColumnThatIsCalledOtherwise(_ name: String) throws {
    let rows = records.map { record in
      "2025-03-12T08:00:00Z,m.rivera,MailItemsAccessed,\"\(doubled(record.json))\"\n"
    }
    try expectSame("CreationDate,UserIds,Operations,\(name)\n" + rows.joined())
  }

  /// What such a column holds is no access to mail, and the row says that it is one (R22).
  @Test func anotherRecordInARowDoesNotStandForItsOwn() throws {
    var signIn = FixtureRecord(9)
    signIn.operation = "UserLoggedIn"
    let own = FixtureRecord.attackerBind(1, "own@x")
    let head = "CreationTime,Operation,Id,MailboxOwnerUPN,UserId,ClientIPAddress,Notes,More\n"
    func row(_ cells: FixtureRecord...) -> String {
      "2025-03-12T08:00:00,MailItemsAccessed,\(fixtureGuid(3)),m.rivera@northwind-clinic.example,"
        + "u@x,203.0.113.66," + cells.map { "\"\(doubled($0.json))\"" }.joined(separator: ",")
        + "\n"
    }
    let alone = try findings(head + row(signIn, signIn))
    #expect(alone.totals.uniqueMailAccess == 1 && alone.totals.rejected == 0)
    // The sign-in is a row of its own, each time that it stands there.
    #expect(alone.totals.rows == 3 && alone.totals.duplicates == 1)
    #expect(alone.totals.uniqueRecords == 2)
    #expect(alone.records.map(\.record.string) == [fixtureGuid(3)])
    #expect(try findings(head + row(signIn, own)).recordedIds == ["own@x"])
    let other = row(signIn, signIn).replacing("MailItemsAccessed,", with: "Send,")
    #expect(try findings(head + other).records.map(\.record.string) == [])
  }

  @Test func otherTablesAreNoExports() throws {
    for text in ["a,b\n1,2\n", "a,b\n1,\"{\"\"x\"\":1}\"\n", "a\n{}\n", "x,y\n[1],{\n"] {
      #expect(throws: NotAnExport.self) { try recognise(Array(text.utf8), isWhole: true) }
    }
  }

  @Test func anotherDelimiterBehindAJoinedHeader() throws {
    func file(_ delimiter: String, _ records: ArraySlice<FixtureRecord>) -> String {
      (["CreationDate", "Operations", "Folders{}.Name", "AuditData"].joined(separator: delimiter)
        + "\n")
        + records.map {
          ["2025", "MailItemsAccessed", "", "\"\(doubled($0.json))\""].joined(separator: delimiter)
            + "\n"
        }.joined()
    }
    for (first, second) in [(",", ";"), (";", ","), (",", "\t")] {
      try expectSame(file(first, records[..<2]) + file(second, records[2...]))
    }
  }

  @Test func linesOfJSONBehindCSV() throws {
    let csv = String(
      decoding: FixtureExport.purviewOldCSV.bytes(Array(records[..<3])), as: UTF8.self)
    for end in ["\n", "\r\n", " \n"] {
      try expectSame(csv + records[3...].map { $0.json + end }.joined())
    }
    // The row behind such a line begins with an empty field.
    let tabs = records[1...].map { "\t\"\(doubled($0.json))\"\n" }.joined()
    try expectSame("CreationDate\tAuditData\n\(records[0].json)\n\(tabs)")
  }

  @Test func aLastRowWithFewerFieldsIsASign() throws {
    let head = "CreationDate,AuditData,Units,Names\n"
    func row(_ number: Int, _ rest: String) -> String {
      "2025,\"\(doubled(records[number].json))\"\(rest)"
    }
    for (text, isShort) in [
      (row(0, ",,\n") + row(1, ",,\n"), false), (row(0, ",,\n") + row(1, ","), true),
      (row(0, ",,\n") + row(1, ""), true), (row(0, ",\n") + row(1, ",,\n"), false),
      (row(0, ",,\n") + "2025,\"{\"\"Operation", true),
    ] {
      let signs = try findings(head + text).completeness.files[0].signs.map(\.kind)
      #expect(signs.contains(.lastRowShort) == isShort, "\(text.suffix(20))")
    }
  }

  @Test func aFlatRowWithShiftedColumnsIsRejected() throws {
    let head = "CreationTime,Id,Operation,UserId,MailboxOwnerUPN\n"
    let good = "2025-03-12T08:00:00,\(fixtureGuid(1)),Send,u@x,u@x\n"
    let more = "2025-03-12T08:00:00,\(fixtureGuid(2)),a,MailItemsAccessed,u@x,u@x\n"
    let fewer = "2025-03-12T08:00:00,\(fixtureGuid(3)),u@x,u@x,\n".replacing(
      "u@x,\n", with: "u@x\n")
    let padded = "2025-03-12T08:00:00,\(fixtureGuid(4)),Send,u@x,u@x,,\n"
    let found = try findings(head + good + more + fewer + padded)
    #expect(found.rejected.map(\.source.row) == [2, 3])
    #expect(found.rejectedAccess.map(\.items) == [2])
  }
}
