import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// Exports whose records were taken apart before they were written: what they lost is named (R17),
/// what can be read is read.
struct FlatExportTests {
  private func findings(_ text: String) throws -> Findings {
    try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
  }

  private let lossyHeader =
    "\"CreationTime\",\"Id\",\"Operation\",\"UserId\",\"MailboxGuid\",\"ClientIPAddress\","
    + "\"OperationProperties\",\"Folders\",\"OperationCount\",\"AppAccessContext\"\n"

  private func lossyRow(_ folders: String) -> String {
    "\"2025-03-02T10:00:00\",\"\(fixtureGuid(1))\",\"MailItemsAccessed\",\"u@x\","
      + "\"aaaaaaaa-0000-4000-8000-000000000001\",\"203.0.113.66\",\"System.Object[]\",\"\(folders)\","
      + "\"7\",\"@{AADSessionId=S1; UniqueTokenId=tOk; IssuedAtTime=x}\"\n"
  }

  @Test func listsThatBecameSystemObjectAreCountedAndNotNoMessages() throws {
    let bytes = Array((lossyHeader + lossyRow("System.Object[]")).utf8)
    #expect(try recognise(bytes, isWhole: true) == .parsedRecordsCSV)
    let findings = try fixtureFindings([FixtureFile(bytes)], try attackerScope())
    #expect(findings.mailboxes.map(\.recordedMessages.count) == [0])
    let unnamed = findings.mailboxes[0].unnamedAccess
    #expect(unnamed.map(\.kind) == [.lossyExport])
    #expect(unnamed.map(\.items) == [7])
    #expect(findings.completeness.files[0].ledger.lossy == 1)
    #expect(findings.completeness.files[0].signs.map(\.kind).contains(.flattenedLists))
    #expect(findings.contexts[0].context.session.string == "s1")
    #expect(findings.contexts[0].context.token.string == "tOk")
  }

  @Test func foldersThatPowerShellWroteOutAreNamed() throws {
    let folders =
      "{@{FolderItems=System.Object[]; Id=LgA; Path=\\Inbox}, @{FolderItems=System.Object[]; Id=LgB;"
      + " Path=\\Patienten; Akten}, ...}"
    let findings = try findings(lossyHeader + lossyRow(folders))
    // Neither items nor access type are left: the folders must be assumed (R1).
    #expect(
      findings.mailboxes[0].assumedFolders.map(\.folder.name.string).sorted()
        == ["\\Inbox", "\\Patienten; Akten"])
    #expect(findings.completeness.files[0].ledger.lossy == 1)
  }

  static let list = """
    CreationTime        : 2025-03-02T10:00:00
    Id                  : 0f1e2d3c-4b5a-4697-8877-000000000002
    Operation           : MailItemsAccessed
    MailboxGuid         : aaaaaaaa-0000-4000-8000-000000000001
    ClientIPAddress     : 203.0.113.66
    OperationProperties : {@{Name=MailAccessType; Value=Bind}, @{Name=IsThrottled; Val
                          ue=False}}
    Folders             : {@{FolderItems=System.Object[]; Id=LgAAA; Path=\\Inbox}...}
    OperationCount      : 5


    """

  @Test(arguments: ["\n", "\r\n"])
  func outFileOfObjectsIsReadAndItsLossNamed(_ lineEnd: String) throws {
    let text = "\n\n" + FlatExportTests.list.replacing("\n", with: lineEnd)
    #expect(try recognise(Array(text.utf8), isWhole: true) == .formatList)
    let findings = try findings(text)
    #expect(findings.totals.rows == 1)
    #expect(findings.totals.rejected == 0)
    #expect(findings.totals.bind == 1)
    #expect(findings.totals.throttled == 0)
    #expect(findings.mailboxes[0].unnamedAccess.map(\.kind).contains(.lossyExport))
  }

  @Test func aListWithoutAnOperationIsARejectedRow() throws {
    let text = "PS C:\\> Search-MailboxAuditLog | fl\n\n" + FlatExportTests.list + "Weg : mit mir\n"
    let findings = try findings(text)
    #expect(findings.totals.rows == 3)
    #expect(findings.rejected.map(\.source.row) == [1, 3])
    #expect(findings.rejected.map(\.reason) == [.noOperation, .noOperation])
  }

  @Test func aCutAuditDataInAListIsSalvagedOverItsLines() throws {
    let text = """
      Operations : MailItemsAccessed
      AuditData  : {"Operation":"MailItemsAccessed","Folders":[{"FolderItems":[{"InternetMessa
                   geId":"<long@exa
                   mple>"},{"InternetMessageId":"<cut
      """
    let findings = try findings(text)
    #expect(findings.rejected.map(\.reason) == [.truncatedJSON])
    #expect(findings.rejected[0].salvaged.map(\.string) == ["long@example"])
    #expect(findings.rejected[0].operation?.string == "MailItemsAccessed")
  }

  @Test(arguments: [
    ("{\"InternetMessageId\":\"<a@x>\",\"InternetMessageId\":\"\",\"Id\":\"q\",", ["a@x"]),
    ("{\"InternetMessageId\" : \"<\\\"a b\\\"@x>\",\"InternetMessageId\":\"<b", ["\"a b\"@x"]),
    (
      "{\"_raw\":\"{\\\"InternetMessageId\\\":\\\"<a@x>\\\",\\\"InternetMessageId\\\":\\\"<b\"}",
      ["a@x"]
    ),
    ("{\"_raw\":\"{\\\"InternetMessageId\\\":\\\"<\\\\u0061@x>\\\",", ["a@x"]),
    ("{\"InternetMessageId\":null,\"InternetMessageIds\":\"<c@x>\",", []),
  ])
  func onlyWholeIdsAreSalvaged(_ text: String, _ ids: [String]) throws {
    let file = "{\"Operation\":\"Send\",\"CreationTime\":\"2025-03-01T00:00:00\"}\n\(text)\n"
    let findings = try findings(file)
    #expect(findings.rejected.flatMap(\.salvaged).map(\.string) == ids)
    let csv = "CreationDate,AuditData\n2025,\"\(text.replacing("\"", with: "\"\""))\"\n"
    #expect(try self.findings(csv).rejected.flatMap(\.salvaged).map(\.string) == ids)
  }

  @Test func placesOfRowsInListsAreThoseOfTheFile() throws {
    let bytes = Array((FlatExportTests.list + FlatExportTests.list).utf8)
    var random = FixtureRandom(seed: 8)
    for _ in 0..<30 {
      var sources: [SourcePosition] = []
      let ledger = try walkEvidence(
        fixtureSource(bytes, part: 1 + random.below(90)), format: .formatList, evidence: 1,
        threads: 1 + random.below(3), blockBytes: 16 + random.below(900)
      ) { sources += $0.records.map(\.source) }
      #expect(ledger.rows == 2)
      #expect(sources.map(\.row) == [1, 2])
      for source in sources {
        let row = bytes[Int(source.offset)..<Int(source.offset + source.length)]
        #expect(row.starts(with: "CreationTime".utf8))
        #expect(row.last == UInt8(ascii: "5"))
      }
    }
  }

  @Test(arguments: [
    ("4/28/2021, 2:54:37.000 PM", "2021-04-28T14:54:37Z"),
    ("4/5/2021, 12:00:00.000 AM", "2021-04-05T00:00:00Z"),
    ("2021-04-28T14:54:37.000Z", "2021-04-28T14:54:37Z"),
    ("4/28/2021, 2:54:37.000\u{202F}PM", "2021-04-28T14:54:37Z"),
  ])
  func portalTimesAreRead(_ text: String, _ iso: String) throws {
    try portalTime(text, iso, nil)
  }

  @Test(arguments: [
    ("28/04/2021, 14:54:37.000", RejectReason.timeDayFirst),
    ("28/4/2021, 2:54:37.000 PM", .timeDayFirst), ("28.4.2021, 14:54:37", .timeDayFirst),
    ("4/28/2021, 2:54:37.000 pm", .timeMonthFirst), ("4/28/2021 2:54:37 PM", .timeMonthFirst),
    ("04/05/2021, 14:54:37", .timeOrder), ("4/28/2021, 13:54:37.000 PM", .noTime),
  ])
  func portalTimesAreRejectedNeverGuessed(_ text: String, _ reason: RejectReason) throws {
    try portalTime(text, nil, reason)
  }

  private func portalTime(_ text: String, _ iso: String?, _ reason: RejectReason?) throws {
    let file =
      "TimeGenerated [UTC],Operation,UserId,OfficeId\n\"\(text)\",Send,u@x,\(fixtureGuid(1))\n"
    let findings = try findings(file)
    #expect(findings.completeness.files[0].ledger.first?.iso == iso)
    #expect(findings.rejected.map(\.reason) == (reason.map { [$0] } ?? []))
  }

  @Test func aSearchWithoutAuditDataCountsWhatNobodyCanName() throws {
    let text = "CreationDate,UserIds,Operations\n2025-03-02T10:00:00Z,u@x,MailItemsAccessed\n"
    let findings = try findings(text)
    #expect(findings.rejected.map(\.reason) == [.noMailbox])
    #expect(findings.rejected.map(\.operation?.string) == ["MailItemsAccessed"])
  }
}
