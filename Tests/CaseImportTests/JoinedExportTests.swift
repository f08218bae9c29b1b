import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// Exports that somebody joined with `cat` or `copy`: marks and headers between them are no rows,
/// and no record is lost.
struct JoinedExportTests {
  private struct Reading: Equatable {
    var sources: [SourcePosition] = []
    var rejects: [RejectedRow] = []
    var rows: Int64 = 0
    var unclosedLists: Int64 = 0
  }

  /// The same for blocks of any size on any number of threads.
  private func read(_ bytes: [UInt8]) throws -> Reading {
    let format = try recognise(bytes, isWhole: true)
    func walk(_ threads: Int, _ block: Int) throws -> Reading {
      var reading = Reading()
      let ledger = try walkEvidence(
        fixtureSource(bytes), format: format, evidence: 1, threads: threads, blockBytes: block
      ) {
        reading.sources += $0.records.map(\.source)
        reading.rejects += $0.rejects
      }
      reading.rows = ledger.rows
      reading.unclosedLists = Int64(ledger.unclosedLists)
      reading.sources.sort()
      reading.rejects.sort { $0.source < $1.source }
      return reading
    }
    let whole = try walk(1, 1 << 20)
    var random = FixtureRandom(seed: 9)
    for _ in 0..<12 {
      #expect(try walk(random.pick([1, 2, 3, 8]), 20 + random.below(3_000)) == whole)
    }
    return whole
  }

  private func records(_ numbers: ClosedRange<Int>) -> [FixtureRecord] {
    numbers.map { FixtureRecord.attackerBind($0, "m\($0)@x") }
  }

  /// Every place is that of the record it counts.
  private func expect(_ count: Int, in bytes: [UInt8], _ reading: Reading) {
    #expect(reading.rejects == [])
    #expect(reading.sources.map(\.row) == (1...Int64(count)).map { $0 })
    for source in reading.sources {
      let row = bytes[Int(source.offset)..<Int(source.offset + source.length)]
      #expect(String(decoding: row, as: UTF8.self).contains(fixtureGuid(Int(source.row))))
    }
  }

  @Test(arguments: FixtureExport.allCases, [true, false])
  func joinedExportsOfOneKindAreReadAsOne(_ export: FixtureExport, _ mark: Bool) throws {
    let parts = [1...9, 10...10, 11...30]
    let bytes = parts.flatMap { export.bytes(records($0), byteOrderMark: mark) }
    expect(30, in: bytes, try read(bytes))
  }

  @Test func aHeaderWithOtherColumnsHoldsForTheRowsBehindIt() throws {
    let bytes =
      FixtureExport.purviewOldCSV.bytes(records(1...9))
      + FixtureExport.searchCSV.bytes(records(10...20), byteOrderMark: true)
      + FixtureExport.purviewNewCSV.bytes(records(21...30))
    expect(30, in: bytes, try read(bytes))
  }

  /// Found by the fuzzer: the mark was a part of the row or not, as the blocks were cut.
  @Test func aMarkBeforeARowIsNoPartOfItWhereverBlocksAreCut() throws {
    let mark = "\u{FEFF}"
    let header = "CreationDate,AuditData\r\n"
    let rows = records(1...9).map { record in
      "2025-03-02,\"\(record.json.replacing("\"", with: "\"\""))\"\r\n"
    }
    let bytes = Array((mark + header + rows.joined(separator: mark)).utf8)
    let reading = try read(bytes)
    expect(9, in: bytes, reading)
    for source in reading.sources { #expect(bytes[Int(source.offset)] != 0xEF) }
  }

  @Test func typeLinesAreNoRows() throws {
    let part = "#TYPE Selected.System.Object\r\n"
    let bytes = [1...4, 5...9].flatMap {
      Array(part.utf8) + FixtureExport.purviewOldCSV.bytes(records($0))
    }
    expect(9, in: bytes, try read(bytes))
  }

  @Test func aRowThatBeginsLikeATypeLineIsARow() throws {
    let header = "Subject,Id,CreationTime,Operation,MailboxOwnerUPN\r\n"
    let rows = ["#TYPE of thing", "# a note", "sep=", "#"].enumerated().map { index, text in
      "\(text),\(fixtureGuid(index + 1)),2025-03-02T10:00:00,MailItemsAccessed,a@x\r\n"
    }
    let bytes = Array((header + rows.joined()).utf8)
    expect(4, in: bytes, try read(bytes))
    // A row that lacks its end is rejected, never passed over.
    let short = try read(Array((header + rows.joined() + "# a note\r\n").utf8))
    #expect(short.rejects.map(\.source.row) == [5])
  }

  @Test func theLineThatNamesTheDelimiterIsNoHeader() throws {
    let bytes = Array("sep=,\r\n".utf8) + FixtureExport.purviewOldCSV.bytes(records(1...3))
    expect(3, in: bytes, try read(bytes))
  }

  @Test func headersOfParsedRecordsAreNoRows() throws {
    func row(_ number: Int) -> String {
      "\(fixtureGuid(number)),2025-03-02T10:00:00,MailItemsAccessed,a@x,1\r\n"
    }
    let header = "Id,CreationTime,Operation,MailboxOwnerUPN,InternalLogonType\r\n"
    let text = header + row(1) + row(2) + header + row(3)
    expect(3, in: Array(text.utf8), try read(Array(text.utf8)))
  }

  @Test func twoUTF16ExportsAreReadAsOne() throws {
    let parts = [1...4, 5...9].map { FixtureExport.purviewOldCSV.bytes(records($0)) }
    var bytes: [UInt8] = []
    for part in parts {
      for unit in "\u{FEFF}\(String(decoding: part, as: UTF8.self))".utf16 {
        bytes += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      }
    }
    let reading = try read(bytes)
    #expect(reading.rejects == [])
    #expect(reading.sources.map(\.row) == (1...9).map { $0 })
  }

  @Test func theEndOfFileOfCopyIsNoRowAndOneInTheMiddleIs() throws {
    for export in FixtureExport.allCases {
      let bytes = export.bytes(records(1...3)) + [0x1A]
      expect(3, in: bytes, try read(bytes))
      let joined = try read(bytes + export.bytes(records(4...6)))
      #expect(joined.sources.count >= 5)
      #expect(joined.rows == Int64(joined.sources.count + joined.rejects.count))
    }
  }

  @Test func marksOfTextSequencesAreNoRows() throws {
    // A mark at the start would hide what the file is.
    let behind = Array(records(1...5).map { $0.json + "\n" }.joined(separator: "\u{1E}").utf8)
    expect(5, in: behind, try read(behind))
  }

  @Test func aRecordThatIsGluedToAHeaderIsRejectedAndNoOther() throws {
    let first = FixtureExport.purviewOldCSV.bytes(records(1...5)).dropLast(2)
    let reading = try read(first + FixtureExport.purviewOldCSV.bytes(records(6...10)))
    #expect(reading.sources.count == 9)
    #expect(reading.rejects.map(\.source.row) == [5])
    #expect(reading.rejects[0].salvaged.map(\.string) == ["m5@x"])
  }

  // MARK: - Damage between records

  @Test func whatIsNoJSONEndsWhereAnObjectStarts() throws {
    let json = records(1...4).map(\.json)
    for garbage in ["\u{0}\u{0}\u{0}\u{0}", "\u{2028}", "data: ", "}x"] {
      let text = json[0] + garbage + json[1] + "\n" + garbage + json[2] + garbage + "\n" + json[3]
      let reading = try read(Array(text.utf8))
      #expect(reading.sources.count == 4, "\(garbage.utf8)")
      #expect(reading.rejects.map(\.source.row) == [2, 4, 6])
      #expect(reading.rejects[0].source.offset == Int64(json[0].utf8.count))
    }
  }

  @Test func aBrokenObjectOnALineOfManyTakesNoOtherWithIt() throws {
    let json = records(1...4).map(\.json)
    let broken = json[1].replacing("\"OperationCount\":1", with: "\"OperationCount\":tru")
    #expect(broken != json[1])
    for between in ["", " ", ",", " , "] {
      let text = [json[0], broken, json[2], json[3]].joined(separator: between)
      let reading = try read(Array(text.utf8))
      #expect(reading.sources.count == 3)
      #expect(reading.rejects.map(\.source.row) == [2])
      #expect(reading.rejects[0].source.length == Int64(broken.utf8.count))
    }
  }

  @Test func garbageInAListTakesNoElementWithIt() throws {
    let json = records(1...3).map(\.json)
    let reading = try read(Array("[\(json[0]),\u{0}\u{0}\(json[1]),?\(json[2])]".utf8))
    #expect(reading.sources.count == 3)
    #expect(reading.rejects.map(\.source.length) == [2, 1])
    for word in ["tru", "x", "-", "}}"] {
      for text in ["[\(json[0]),\(word),\(json[1])]", "[\(json[0]), \(json[1]),\(word)]"] {
        let reading = try read(Array(text.utf8))
        #expect(reading.sources.count == 2, "\(text.suffix(20))")
        #expect(reading.rejects.map(\.source.length) == [Int64(word.utf8.count)])
        #expect(reading.unclosedLists == 0)
      }
    }
  }
}
