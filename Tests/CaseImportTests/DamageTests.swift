import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// Rows that cannot be read: listed with row, byte offset and reason, and nothing else lost.
struct DamageTests {
  private func walk(_ bytes: [UInt8]) throws -> (ledger: FileLedger, rejects: [RejectedRow]) {
    var rejects: [RejectedRow] = []
    let format = try recognise(bytes, isWhole: true)
    let ledger = try walkEvidence(
      fixtureSource(bytes), format: format, evidence: 1
    ) { rejects += $0.rejects }
    #expect(ledger.rows == ledger.records + ledger.rejected)
    #expect(Int64(rejects.count) == ledger.rejected)
    return (ledger, rejects)
  }

  private let good = FixtureRecord.attackerBind(1, "a@x").json

  @Test func aBadLineOfNDJSONIsOneRejectAndTheNextLineIsRead() throws {
    let bad = "{\"Operation\":\"MailItemsAccessed\",\"CreationTime\":tomorrow}"
    let text = good + "\n" + bad + "\n" + good + "\n"
    let (ledger, rejects) = try walk(Array(text.utf8))
    #expect(ledger.rows == 3)
    #expect(rejects.map(\.source.row) == [2])
    #expect(rejects[0].source.offset == Int64(good.utf8.count + 1))
    #expect(rejects[0].source.length == Int64(bad.utf8.count))
    #expect(rejects[0].reason == .invalidJSON)
    #expect(rejects[0].operation?.string == "MailItemsAccessed")
  }

  @Test func anUnclosedTextInNDJSONSwallowsNoOtherLine() throws {
    let text = good + "\n{\"Operation\":\"Send\n" + good + "\n"
    let (ledger, rejects) = try walk(Array(text.utf8))
    #expect(ledger.records == 2)
    #expect(rejects.map(\.source.row) == [2])
  }

  /// A part of an export may end with a line that was cut: what is said of it must not depend on what
  /// follows (R20).
  @Test(arguments: ["\n", "\r\n"])
  func aLineThatWasCutIsTheSameInAPartAndInTheWhole(_ end: String) throws {
    for count in 3..<good.utf8.count {
      let line = String(decoding: Array(good.utf8.prefix(count)), as: UTF8.self)
      let (_, alone) = try walk(Array((good + end + line + end).utf8))
      let (ledger, before) = try walk(Array((good + end + line + end + good + end).utf8))
      #expect(ledger.records == 2 && alone.count == 1)
      #expect(before == alone, "\(line)")
    }
  }

  @Test func aBadElementOfAListIsOneReject() throws {
    let bad = "{\"Operation\":\"Send\",\"x\":[1,]}"
    let (ledger, rejects) = try walk(Array("[\(good),\(bad),\(good),7]".utf8))
    #expect(ledger.records == 2)
    #expect(rejects.map(\.source.row) == [2, 4])
    #expect(rejects.map(\.reason) == [.invalidJSON, .notAnObject])
  }

  @Test func aTruncatedFileEndsWithOneTruncatedReject() throws {
    let cut = String(good.prefix(good.utf8.count / 2))
    let (ledger, rejects) = try walk(Array("[\(good),\n\(cut)".utf8))
    #expect(ledger.records == 1)
    #expect(rejects.map(\.reason) == [.truncatedJSON])
    #expect(ledger.unclosedLists == 1)
  }

  @Test func everyPrefixOfAnExportIsReadWithoutLoss() throws {
    for export in FixtureExport.allCases {
      let records = (1...3).map { FixtureRecord.attackerBind($0, "m\($0)@x") }
      let bytes = export.bytes(records)
      // A hundred cuts of each, at other places in each.
      let step = max(7, (bytes.count - 400) / 100)
      for length in stride(from: 400, to: bytes.count, by: step) {
        guard let format = try? recognise(Array(bytes[..<length]), isWhole: true) else { continue }
        let ledger = try walkEvidence(
          fixtureSource(Array(bytes[..<length])), format: format, evidence: 1
        ) { _ in }
        #expect(ledger.rows == ledger.records + ledger.rejected)
        #expect(ledger.records <= 3)
        // What stands between rows, a header or the end of a page, is a row where it is cut.
        #expect(ledger.rows <= 4)
      }
    }
  }

  @Test func cutAuditDataInACSVRowIsTruncatedAndSalvaged() throws {
    let json = FixtureRecord.attackerBind(1, "a@x", "b@x", "c@x").json
    let cut = String(json.prefix(json.utf8.count - 70)).replacing("\"", with: "\"\"")
    let file = "CreationDate,Operations,AuditData\n2025,MailItemsAccessed,\"\(cut)\"\n"
    let (_, rejects) = try walk(Array(file.utf8))
    #expect(rejects.map(\.reason) == [.truncatedJSON])
    #expect(rejects[0].operation?.string == "MailItemsAccessed")
    #expect(rejects[0].salvaged.map(\.string).contains("a@x"))
  }

  @Test(
    arguments: [3_060, 10_000, 32_767],
    FixtureExport.allCases.filter { $0.holding == .text } + [.ndjson])
  func auditDataCutAtAKnownLengthIsASign(_ limit: Int, _ export: FixtureExport) throws {
    let record = FixtureRecord.attackerBind(1)
    var long = record
    long.folders = [
      .init(
        id: "F", path: "\\R\u{E9}unions \u{1F4C1}",
        items: (0..<1_500).map { .init("<m\($0)@x>") })
    ]
    let units = Array(long.json.utf16)
    let cut = String(decoding: units[..<limit], as: UTF16.self)
    let json = [record.json, cut, record.json]
    let bytes = export.text(json, [record, long, record])
    let (ledger, rejects) = try walk(bytes)
    #expect(ledger.cutLengths == [Int64(limit): 1])
    #expect(rejects.map(\.reason) == [.truncatedJSON])
    #expect(rejects[0].salvaged.count > 20)
  }

  @Test func anUnclosedQuoteIsOneRejectAndTheNextWholeRowIsRead() throws {
    let json = good.replacing("\"", with: "\"\"")
    let file =
      "CreationDate,AuditData\n2025,\"\(json)\"\n2025,\"{\"\"Operation\"\":\"\"Send\n2025,\"\(json)\"\n"
    let (ledger, rejects) = try walk(Array(file.utf8))
    #expect(ledger.records == 2)
    #expect(rejects.map(\.source.row) == [2])
    #expect(rejects.map(\.reason) == [.unclosedQuote])
    // The operation is cut too, so the row may have been mail access (R17).
    #expect(rejects[0].operation == nil)
  }

  @Test func shortRowsAndEmptyAuditDataAreNamed() throws {
    let file = "CreationDate,Operations,AuditData\n2025,Send\n2025,Send,\n2025,Send,\"[1]\"\n"
    let (_, rejects) = try walk(Array(file.utf8))
    #expect(rejects.map(\.reason) == [.missingField, .emptyAuditData, .invalidJSON])
    // None of them is whole, so their columns may be shifted (R17).
    #expect(rejects.map(\.operation) == [nil, nil, nil])
  }

  @Test func deepNestingIsRefusedAndDoesNotCrash() throws {
    let deep = String(repeating: "[", count: 100_000)
    let text = "\(good)\n{\"Operation\":\"Send\",\"CreationTime\":\"x\",\"a\":\(deep)\n\(good)\n"
    let (ledger, rejects) = try walk(Array(text.utf8))
    #expect(ledger.records == 2)
    #expect(rejects.map(\.reason) == [.tooDeep])
  }

  @Test func aListThatIsNotClosedIsCountedOnceOnAnyNumberOfThreads() throws {
    let json = (1...6).map { FixtureRecord.attackerBind($0, "m\($0)@x").json }
    let bytes = Array(("[" + json.joined(separator: ",\n") + "\n").utf8)
    for threads in [1, 2, 8] {
      for block in [64, 700, 1 << 20] {
        let ledger = try walkEvidence(
          fixtureSource(bytes), format: .auditJSON, evidence: 1, threads: threads,
          blockBytes: block
        ) { _ in }
        #expect(ledger.unclosedLists == 1, "\(threads) threads, blocks of \(block)")
        #expect(ledger.records == 6)
      }
    }
  }

  /// Damage that misleads the cutting of blocks must not change what is read.
  @Test func damagedExportsAreReadTheSameOnAnyNumberOfThreads() throws {
    var random = FixtureRandom(seed: 64)
    for export in FixtureExport.allCases {
      let bytes = export.bytes((1...12).map { FixtureRecord.attackerBind($0, "m\($0)@x") })
      let format = try recognise(bytes, isWhole: true)
      for _ in 0..<20 {
        var mutated = bytes
        for _ in 0..<random.below(4) {
          let place = random.below(mutated.count)
          if random.below(2) == 0 {
            mutated.remove(at: place)
          } else {
            mutated.insert(random.pick(Array("\"{}[],\n".utf8)), at: place)
          }
        }
        func walk(_ threads: Int, _ block: Int) throws -> (
          [SourcePosition], [RejectedRow], FileLedger
        ) {
          var sources: [SourcePosition] = []
          var rejects: [RejectedRow] = []
          let ledger = try walkEvidence(
            fixtureSource(mutated), format: format, evidence: 1, threads: threads, blockBytes: block
          ) {
            sources += $0.records.map(\.source)
            rejects += $0.rejects
          }
          return (sources.sorted(), rejects.sorted { $0.source < $1.source }, ledger)
        }
        let one = try walk(1, 1 << 20)
        for threads in [2, 3, 8] {
          let many = try walk(threads, 100 + random.below(2_000))
          #expect(many.0 == one.0)
          #expect(many.1 == one.1)
          #expect(many.2 == one.2)
        }
      }
    }
  }

  @Test func mutatedExportsNeverCrashAndAlwaysReconcile() throws {
    var random = FixtureRandom(seed: 31)
    for export in FixtureExport.allCases {
      let bytes = export.bytes((1...6).map { FixtureRecord.attackerBind($0, "m\($0)@x") })
      let format = try recognise(bytes, isWhole: true)
      for _ in 0..<60 {
        var mutated = bytes
        for _ in 0..<(1 + random.below(4)) {
          let place = random.below(mutated.count)
          switch random.below(3) {
          case 0: mutated[place] = UInt8(random.below(256))
          case 1: mutated.remove(at: place)
          default: mutated.insert(random.pick(Array("\"{}[],:\\\n\0".utf8)), at: place)
          }
        }
        var counted: Int64 = 0
        let ledger = try walkEvidence(
          fixtureSource(mutated, part: 1 + random.below(300)), format: format, evidence: 1,
          blockBytes: 64
        ) { counted += Int64($0.records.count + $0.rejects.count) }
        #expect(ledger.rows == ledger.records + ledger.rejected)
        #expect(counted == ledger.rows)
      }
    }
  }
}
