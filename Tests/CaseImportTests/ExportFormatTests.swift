import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing
import TextFormats

/// Every export shape gives the same records (R18: rows, offsets and lengths too).
struct ExportFormatTests {
  private var records: [FixtureRecord] {
    (1...40).map { number in
      var record = FixtureRecord.attackerBind(number, "m\(number)@x", "n\(number % 7)@x")
      record.folders = [
        .init(
          id: "F", path: "\\Inbox\\R\u{E9}unions \"Q3\", \u{1F4C1}\nzwei",
          items: [.init("<m\(number)@x>", size: number, subject: "a, \"b\"\r\nc")])
      ]
      record.session = "s-\(number % 3)"
      return record
    }
  }

  @Test(arguments: FixtureExport.allCases, [true, false])
  func everyShapeGivesTheSameMessages(_ export: FixtureExport, _ mark: Bool) throws {
    let plain = try fixtureFindings(
      [FixtureFile(export.plain(records.map(\.json)))], try attackerScope())
    for lineEnd in ["\r\n", "\n"] {
      let bytes = export.bytes(records, byteOrderMark: mark, lineEnd: lineEnd)
      let findings = try fixtureFindings([FixtureFile(bytes)], try attackerScope())
      #expect(findings.totals.rows == 40)
      #expect(findings.totals.rejected == 0)
      #expect(withoutLedger(findings) == withoutLedger(plain))
      if !export.losesNothing { continue }
      #expect(findings.recordedIds == (1...40).map { "m\($0)@x" }.sorted())
      let folder = findings.message("m1@x")?.folders.first?.name.string
      #expect(folder == "\\Inbox\\R\u{E9}unions \"Q3\", \u{1F4C1}\nzwei")
    }
  }

  /// One file and one line for a format, one file and one line for what holds it against the others.
  @Test func everyFormatHasAFixtureAndANameOfItsOwn() {
    let formats = FixtureExport.allCases.map(\.format).reduce(into: [ExportFormat]()) {
      if $0.last != $1 { $0.append($1) }
    }
    #expect(formats == ExportFormat.allCases)
    #expect(Set(FixtureExport.allCases.map(\.name)).count == FixtureExport.allCases.count)
    #expect(Set(ExportFormat.allCases.map(\.rawValue)).count == ExportFormat.allCases.count)
    #expect(Set(ExportFormat.allCases.map(\.title)).count == ExportFormat.allCases.count)
    // A row's format is a bit of 64.
    #expect(ExportFormat.allCases.count <= 64)
    for format in ExportFormat.allCases {
      #expect(ExportFormat(rawValue: format.rawValue)?.title == format.title)
    }
  }

  @Test(arguments: FixtureExport.allCases)
  func blocksOfAnySizeGiveTheSameRecordsAndPlaces(_ export: FixtureExport) throws {
    let bytes = export.bytes(records, byteOrderMark: export != .jsonArray)
    let format = try recognise(bytes, isWhole: true)
    #expect(format.readAlike.contains(export.format))
    let whole = try sources(bytes, format, block: 1 << 20, part: .max, as: export.format)
    #expect(whole.count == 40)
    for source in whole {
      let row = bytes[Int(source.offset)..<Int(source.offset + source.length)]
      #expect(String(decoding: row, as: UTF8.self).contains(fixtureGuid(Int(source.row))))
      #expect(row.last != 0x0A && row.last != 0x0D)
    }
    var random = FixtureRandom(seed: 5)
    for _ in 0..<12 {
      let block = 17 + random.below(4_000)
      let part = 1 + random.below(900)
      let threads = random.pick([1, 2, 3, 8])
      let some = try sources(
        bytes, format, block: block, part: part, threads: threads, as: export.format)
      #expect(some == whole)
    }
  }

  private func sources(
    _ bytes: [UInt8], _ format: ExportFormat, block: Int, part: Int, threads: Int = 1,
    as kind: ExportFormat? = nil
  ) throws -> [SourcePosition] {
    var sources: [SourcePosition] = []
    let ledger = try walkEvidence(
      fixtureSource(bytes, part: part), format: format, evidence: 1, threads: threads,
      blockBytes: block
    ) { sources += $0.records.map(\.source) }
    #expect(ledger.rows == ledger.records + ledger.rejected)
    if let kind { #expect(format.refined(by: ledger.formats) == kind) }
    // Threads fill batches of their own: together they hold the same.
    return sources.sorted()
  }

  @Test(arguments: FixtureExport.allCases, [true, false])
  func utf16IsReadAndItsPlacesAreThoseOfTheOriginal(_ export: FixtureExport, _ little: Bool) throws
  {
    let text = String(decoding: export.bytes(records), as: UTF8.self)
    for mark in [true, false] {
      let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
      let bytes = units.flatMap { unit in
        let pair = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
        return little ? pair : pair.reversed()
      }
      let plain = try fixtureFindings([FixtureFile(export.bytes(records))], try attackerScope())
      let wide = try fixtureFindings([FixtureFile(bytes)], try attackerScope())
      #expect(withoutLedger(plain) == withoutLedger(wide))
      let format = try recognise(bytes, isWhole: true)
      let whole = try sources(bytes, format, block: 1 << 20, part: .max)
      for source in whole {
        let row = Array(bytes[Int(source.offset)..<Int(source.offset + source.length)])
        var reader = try #require(UTF16Reader(.utf16(littleEndian: little, mark: false)))
        let decoded = String(decoding: reader.read(row[...], isLast: true), as: UTF8.self)
        #expect(decoded.contains(fixtureGuid(Int(source.row))))
        #expect(decoded.last?.isNewline == false)
        let start = export.holding == .object ? "{" : "{\"0123456789MERtT"
        #expect(export.holding == .fields || start.contains(decoded.first ?? "?"))
      }
      var random = FixtureRandom(seed: 6)
      for _ in 0..<4 {
        let block = 17 + random.below(3_000)
        #expect(try sources(bytes, format, block: block, part: 1 + random.below(700)) == whole)
      }
    }
  }

  @Test func theHeaderDrivesTheColumns() throws {
    let json = FixtureRecord.attackerBind(1, "a@x").json.replacing("\"", with: "\"\"")
    let files = [
      "Unknown,AuditData,Operations\r\nx,\"\(json)\",MailItemsAccessed\r\n",
      "#TYPE Selected.System.Object\r\n\"AuditData\",\"UserIds\"\r\n\"\(json)\",\"u\"\r\n",
      "auditdata;Operations\n\"\(json)\";MailItemsAccessed\n",
      "Operation\tAuditData \nMailItemsAccessed\t\"\(json)\"",
    ]
    for file in files {
      let findings = try fixtureFindings([FixtureFile(Array(file.utf8))], try attackerScope())
      #expect(findings.recordedIds == ["a@x"])
      #expect(findings.totals.rejected == 0)
    }
  }

  @Test func prettyPrintedAuditDataIsOneRow() throws {
    let json = FixtureRecord.attackerBind(1, "a@x").json
      .replacing(",\"", with: ",\r\n  \"").replacing("\"", with: "\"\"")
    let file = "CreationDate,AuditData\r\n2025,\"\(json)\"\r\n2025,\"\(json)\"\r\n"
    let findings = try fixtureFindings([FixtureFile(Array(file.utf8))], try attackerScope())
    #expect(findings.totals.rows == 2)
    #expect(findings.totals.duplicates == 1)
  }

  @Test func listsAfterListsAndObjectsAfterObjectsAreRead() throws {
    let one = FixtureRecord.attackerBind(1, "a@x").json
    let two = FixtureRecord.attackerBind(2, "b@x").json
    for text in ["[\(one)]\n[\(two)]", "\(one)\(two)", "[ \(one) ,\n \(two) ]", "\(one)\n\n\(two)"]
    {
      let findings = try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
      #expect(findings.recordedIds == ["a@x", "b@x"])
    }
  }

  @Test func auditDataInsideAWrapperIsReadAsObjectAndAsText() throws {
    let json = FixtureRecord.attackerBind(1, "a@x").json
    for data in [json, quoted(json)] {
      let text = "[{\"RecordType\":\"ExchangeItem\",\"UserIds\":\"u\",\"AuditData\":\(data)}]"
      let findings = try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
      #expect(findings.recordedIds == ["a@x"])
    }
  }

  @Test func wrapperColumnsStandInWhereAuditDataIsSilent() throws {
    let data =
      "{\"\"MailboxOwnerUPN\"\":\"\"u@x\"\",\"\"MailAccessType\"\":\"\"Bind\"\","
      + "\"\"ClientIPAddress\"\":\"\"203.0.113.66\"\",\"\"InternetMessageId\"\":\"\"flat@x\"\"}"
    let header = "RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n"
    let file = header + "17,2025-05-29T10:00:00Z,50,MailItemsAccessed,u@x,\"\(data)\"\n"
    let findings = try fixtureFindings([FixtureFile(Array(file.utf8))], try attackerScope())
    #expect(findings.recordedIds == ["flat@x"])
    #expect(findings.records.map(\.record.string) == ["17"])
    #expect(findings.anomalyCodes.contains("wrapperTime"))
    let culture = header + "17,5/29/2025 10:00:00 AM,50,MailItemsAccessed,u@x,\"\(data)\"\n"
    let refused = try fixtureFindings([FixtureFile(Array(culture.utf8))], try attackerScope())
    #expect(refused.rejected.map(\.reason) == [.timeMonthFirst])
  }

  // MARK: - Recognition

  @Test func contentIsRecognisedAndNotTheName() throws {
    func format(_ text: String) throws -> ExportFormat {
      try recognise(Array(text.utf8), isWhole: true)
    }
    #expect(try format("CreationDate,UserIds,Operations,AuditData\n") == .purviewCSV)
    #expect(
      try format("RecordType,AuditData,ResultIndex,ResultCount,Identity\n") == .unifiedAuditLogCSV)
    #expect(try format("[]") == .auditJSON)
    #expect(try format(" [ {\"Operation\":1,\"CreationTime\":2}") == .auditJSON)
  }

  @Test(arguments: [
    ("", "empty file"), ("%PDF-1.7", "PDF"), ("PK\u{3}\u{4}xl/", "ZIP"),
    ("a,b\n1,2\n", "text that starts"),
    ("{\"value\":[]}", "JSON without"), ("<html>", "XML or HTML"), ("{", "JSON without"),
  ])
  func whatIsNoExportIsNamed(_ text: String, _ found: String) {
    #expect {
      try recognise(Array(text.utf8), isWhole: true)
    } throws: { error in
      (error as? NotAnExport)?.found.contains(found) == true
    }
  }
}
