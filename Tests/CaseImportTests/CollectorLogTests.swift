import CaseImport
import CaseModel
import TestSupport
import Testing

/// What a collector asked for, from its log (R23).
struct CollectorLogTests {
  private func read(_ lines: [String]) throws -> [StatedQuery] {
    try QueryReader.read(Array(lines.joined(separator: "\r\n").utf8))
  }

  private func times(_ stated: StatedQuery) -> [String?] {
    [stated.query.from?.iso, stated.query.to?.iso]
  }

  /// As Microsoft's script writes it; a part without records has no word of its own.
  private let script = [
    "2026-03-20T09:00:00:BEGIN: Retrieving audit records between 03/09/2026 00:00:00 and"
      + " 03/09/2026 03:00:00, RecordType=, PageSize=5000.",
    "2026-03-20T09:00:01:INFO: Retrieving audit records for activities performed between"
      + " 03/09/2026 00:00:00 and 03/09/2026 01:00:00",
    "2026-03-20T09:00:02:INFO: Retrieved 5000 audit records out of the total 5012",
    "2026-03-20T09:00:03:INFO: Retrieved 5012 audit records out of the total 5012",
    "2026-03-20T09:00:03:INFO: Successfully retrieved 5012 audit records for the current time range."
      + " Moving on!",
    "2026-03-20T09:00:04:INFO: Retrieving audit records for activities performed between"
      + " 03/09/2026 01:00:00 and 03/09/2026 02:00:00",
    "2026-03-20T09:00:05:INFO: Retrieving audit records for activities performed between"
      + " 03/09/2026 02:00:00 and 03/09/2026 03:00:00",
    "2026-03-20T09:00:06:INFO: Retrieved 7 audit records out of the total 7",
    "2026-03-20T09:00:06:INFO: Successfully retrieved 7 audit records for the current time range."
      + " Moving on!",
    "2026-03-20T09:00:07:END: Retrieving audit records between 03/09/2026 00:00:00 and"
      + " 03/09/2026 03:00:00, RecordType=, PageSize=5000, total count: 5019.",
  ]

  @Test func microsoftsScriptSaysWhatItAskedFor() throws {
    let stated = try #require(try read(script).first)
    #expect(try read(script).count == 1)
    #expect(times(stated) == ["2026-03-09T00:00:00Z", "2026-03-09T03:00:00Z"])
    #expect(stated.isFinished && stated.isLimitExceeded == nil)
    // Nobody says that all users were asked for.
    #expect(stated.query.users == nil && stated.query.operations == nil && !stated.query.isWhole)
  }

  @Test func aPartThatWasCutEndsWhatIsKnown() throws {
    var lines = script
    lines[7] = lines[7].replacing("Retrieved 7 audit", with: "Retrieved 5000 audit")
      .replacing("total 7", with: "total 9000")
    lines.remove(at: 8)
    let stated = try #require(try read(lines).first)
    #expect(times(stated) == ["2026-03-09T00:00:00Z", "2026-03-09T02:00:00Z"])
    #expect(!stated.isFinished)
  }

  @Test func aLogThatEndsBeforeItsEndIsNotFinished() throws {
    let stated = try #require(try read(Array(script[..<6])).first)
    #expect(times(stated) == ["2026-03-09T00:00:00Z", "2026-03-09T01:00:00Z"])
    #expect(!stated.isFinished)
    let none = try #require(try read(Array(script[..<1])).first)
    #expect(none.query.from != nil && !none.isFinished)
  }

  @Test func aTypeOfRecordsIsAFilter() throws {
    let mailbox = MailboxIdentity(organization: "o", guid: "g", upns: ["m@x"])
    let sync = script.map { $0.replacing("RecordType=,", with: "RecordType=ExchangeItem,") }
    let stated = try #require(try read(sync).first)
    #expect(!stated.query.mayAsk(for: mailbox))
  }

  @Test func aSessionThatIsFullIsCut() throws {
    let full = script.map { $0.replacing("5012 audit", with: "50000 audit") }
    #expect(try read(full).map(\.isLimitExceeded) == [true])
  }

  // MARK: - Microsoft-Extractor-Suite

  private let suite = [
    "3/20/2026 9:00:00 AM: [INFO] Running Get-UALAll",
    "3/20/2026 9:00:00 AM: [INFO] Extracting all available audit logs between"
      + " 2026-03-09T00:00:00Z and 2026-03-10T00:00:00Z",
    "3/20/2026 9:00:01 AM: [WARNING] 8211 entries between 2026-03-09T00:00:00Z and"
      + " 2026-03-09T12:00:00Z exceeding the maximum of 5000 of entries",
    "3/20/2026 9:00:01 AM: [INFO] Temporary lowering time interval to 350.8 minutes",
    "3/20/2026 9:00:02 AM: [INFO] Found 4100 audit logs between 2026-03-09T00:00:00Z and"
      + " 2026-03-09T05:50:48Z",
    "3/20/2026 9:00:03 AM: [INFO] Successfully retrieved 4100 records out of total 4100 for the current"
      + " time range. Moving on!",
    "3/20/2026 9:00:04 AM: [INFO] Found 4111 audit logs between 2026-03-09T05:50:48Z and"
      + " 2026-03-09T12:00:00Z",
    "3/20/2026 9:00:05 AM: [INFO] No audit logs between 2026-03-09T12:00:00Z and"
      + " 2026-03-10T00:00:00Z. Moving on!",
    "3/20/2026 9:00:06 AM: [INFO] Acquisition complete, check the Output directory for your files..",
  ]

  @Test func theSuiteSaysWhatItAskedFor() throws {
    let stated = try #require(try read(suite).first)
    #expect(times(stated) == ["2026-03-09T00:00:00Z", "2026-03-10T00:00:00Z"])
    #expect(stated.isFinished && stated.query.users == nil)
    // As Windows PowerShell writes it.
    let letters = suite.joined(separator: "\r\n").utf16
    let wide: [UInt8] = [0xFF, 0xFE] + letters.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try QueryReader.read(wide) == [stated])
  }

  @Test func anEmptySetIsAHole() throws {
    let lines = suite.map {
      $0.replacing("[INFO] Found 4111 audit logs", with: "[WARNING] Empty data set returned")
    }
    let stated = try #require(try read(lines).first)
    #expect(times(stated) == ["2026-03-09T00:00:00Z", "2026-03-09T05:50:48Z"])
    #expect(stated.status?.contains("2026-03-09T05:50:48Z to 2026-03-09T12:00:00Z") == true)
  }

  @Test func filtersAndTypesThatAreToldCount() throws {
    let objects = suite + ["3/20/2026 9:00:00 AM: [INFO] Filtering by ObjectIds: x"]
    #expect(try read(objects).map(\.query.isNarrow) == [true])
    let mailbox = MailboxIdentity(organization: "o", guid: "g", upns: ["m@x"])
    for (types, asks) in [
      (["ExchangeItem", "ExchangeItemAggregated", "ExchangeAdmin"], true),
      (["ExchangeAdmin"], false),
    ] {
      var lines = suite
      lines.insert(
        contentsOf: [
          "3/20/2026 9:00:00 AM: The following RecordType(s) are configured to be extracted:"
        ]
          + types.map { "3/20/2026 9:00:00 AM:   - \($0)" }, at: 2)
      #expect(try read(lines).map { $0.query.mayAsk(for: mailbox) } == [asks])
    }
    var lines = suite
    lines.insert(
      contentsOf: ["The following Operation(s) are configured to be extracted:", "- Send"], at: 2)
    #expect(try read(lines).map(\.query.operations) == [["send"]])
  }

  /// The version of 2026: windows without records are not named, and the range has no zone.
  @Test func aRangeWithoutAZoneIsWhatLiesInEveryZone() throws {
    let lines = [
      "[INFO] === Starting Unified Audit Log Collection ===", "Start date: 2026-03-01 00:00:00",
      "End date: 2026-03-20 00:00:00",
      "[INFO] Found 12 audit logs between 2026-03-02T00:00:00Z and 2026-03-03T00:00:00Z",
      "Unified Audit Log Collection Summary",
    ]
    let stated = try #require(try read(lines).first)
    #expect(times(stated) == ["2026-03-01T12:00:00Z", "2026-03-19T10:00:00Z"])
    let skipped =
      "[ERROR] Max retries reached for window 2026-03-10 00:00:00 -> 2026-03-10 06:00:00. Skipping."
    let hole = try #require(try read(lines[..<4] + [skipped] + lines[4...]).first)
    #expect(hole.query.to?.iso == "2026-03-09T10:00:00Z" && !hole.isFinished)
    let ended = try #require(try read(Array(lines[..<4])).first)
    #expect(ended.query.to?.iso == "2026-03-03T00:00:00Z" && !ended.isFinished)
  }

  /// What is not understood in a part, or told of no part, is no answer.
  @Test func anErrorIsNoAnswer() throws {
    var lines = script
    lines.insert("2026-03-20T09:00:04:ERROR: The operation could not be performed", at: 6)
    let stated = try #require(try read(lines).first)
    #expect(times(stated) == ["2026-03-09T00:00:00Z", "2026-03-09T01:00:00Z"])
    #expect(!stated.isFinished)
    lines[6] = "2026-03-20T09:00:04:something else"
    #expect(try read(lines).map(\.isFinished) == [false])
    for line in [
      "[ERROR] Unknown error: no session",
      "[WARNING] Empty data set returned between 9/3/2026 and 10/3/2026",
    ] {
      #expect(try read(suite + [line]).map(\.isFinished) == [false], "\(line)")
    }
  }

  /// Times as a culture writes them are not read month first.
  @Test(arguments: ["9/3/2026 00:00:00", "03/09/2026 01:00:00 AM", "9.3.2026 00:00:00"])
  func timesOfACultureAreNotRead(_ time: String) throws {
    #expect(throws: NotAnExport.self) {
      try read(["BEGIN: Retrieving audit records between \(time) and 03/10/2026 00:00:00"])
    }
  }

  @Test func everyRunIsAQuery() throws {
    #expect(try read(script + suite).count == 2)
  }

  /// Imported as an export, it is refused, and the way on is said.
  @Test func aLogIsNoExport() throws {
    let object = #"{"id": "1", "filterStartDateTime": "2026-03-01T00:00:00Z"}"#
    for text in [script.joined(separator: "\n"), suite.joined(separator: "\r\n"), object] {
      let refusal = try #require(throws: NotAnExport.self) {
        try recognise(Array(text.utf8), isWhole: true)
      }
      #expect(refusal.hint.contains("--kind query"))
    }
  }

  @Test func otherTextsAreNoLogs() throws {
    for text in ["a log of something", "between you and me", "", "start date: 2026-03-01 00:00:00"]
    {
      #expect(throws: NotAnExport.self) { try read([text]) }
    }
  }
}
