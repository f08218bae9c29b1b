import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// A rejected row counts as access unless it is whole and says otherwise (R17).
struct RejectedAccessTests {
  private let header = "RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n"
  private let good = FixtureRecord.attackerBind(1, "a@x").json

  private func doubled(_ text: String) -> String { text.replacing("\"", with: "\"\"") }

  private func findings(_ text: String) throws -> Findings {
    try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
  }

  private func row(_ operation: String, _ json: String) -> String {
    "\(fixtureGuid(1)),2025-03-12T08:00:00,50,\(operation),u@x,\"\(doubled(json))\"\n"
  }

  @Test func theOperationOfAShiftedRowIsNotBelieved() throws {
    let shifted =
      "\(fixtureGuid(2)),\"11 Mar\",2026,50,Send,u@x,\"{\"\"Operation\"\":\"\"Send\"\"}\"\n"
    let findings = try findings(header + row("MailItemsAccessed", good) + shifted)
    #expect(findings.rejected.map(\.operation) == [nil])
    #expect(findings.rejectedAccess.map(\.kind) == [.rejected])
    #expect(findings.mailboxes[0].unnamedAccess.map(\.kind) == [.rejected])
  }

  @Test func theOperationOfAWholeRowIsBelieved() throws {
    let broken = "{\"Operation\":\"Send\",\"CreationTime\":tomorrow}"
    let findings = try findings(header + row("MailItemsAccessed", good) + row("Send", broken))
    #expect(findings.rejected.map(\.operation?.string) == ["Send"])
    #expect(findings.rejectedAccess.isEmpty)
    #expect(findings.unnamedAccesses == 0)
  }

  @Test(arguments: [
    "50", "P", "u@x", "{}", "\"\"rganizationId", "6b1d9f3e-0c55-4a0b-9a57-1f2e3d4c5b6a",
  ])
  func whatNamesNoOperationIsNoOperation(_ text: String) throws {
    let findings = try findings(header + row("\"\(text)\"", "{\"CreationTime\":tomorrow}"))
    #expect(findings.rejected.map(\.operation) == [nil], "\(text)")
    #expect(findings.unnamedAccesses == 1)
  }

  @Test(arguments: [
    "MailItemsAccessed", "mailitemsaccessed", "\\u004dailItemsAccessed", "Mail\\u0049temsAccessed",
    "M\u{0}a\u{0}i\u{0}l\u{0}I\u{0}t\u{0}e\u{0}m\u{0}s\u{0}A\u{0}c\u{0}c\u{0}e\u{0}s\u{0}s\u{0}e\u{0}d",
    "MailItems\n  Accessed", "AttachmentAccess",
  ])
  func bytesThatHoldAccessCountWhateverTheRowSays(_ name: String) throws {
    let broken = "{\"Operation\":\"Send\",\"x\":\"\(name)\",\"y\":tru}"
    let findings = try findings(header + row("Send", broken))
    #expect(findings.rejected.count == 1)
    #expect(findings.rejectedAccess.map(\.items) == [1])
  }

  @Test func otherWordsAreNoAccess() throws {
    for name in ["MailItemsAccesse", "ailItemsAccessed", "AttachmentRemoved"] {
      let broken = "{\"Operation\":\"Send\",\"x\":\"\(name)\",\"y\":tru}"
      #expect(try findings(header + row("Send", broken)).rejectedAccess.isEmpty, "\(name)")
    }
  }

  @Test func severalOperationsInOneRowAreNotBelieved() throws {
    let one = try findings(good + "\n{\"Operation\":\"Send\",\"a\":{},\"b\":tru}\n")
    #expect(one.rejected.map(\.operation?.string) == ["Send"])
    let two = try findings(
      good + "\n{\"Operation\":\"Send\",\"a\":{\"Operation\":\"Move\"},\"b\":tru}\n")
    #expect(two.rejected.map(\.operation) == [nil])
  }

  /// A row with the ids of two records may be two records, one of them known.
  @Test func aRowOfTwoIdsIsNoCopyOfOneOfThem() throws {
    let two =
      "{\"Id\":\"\(fixtureGuid(1))\",\"Id\":\"\(fixtureGuid(7))\",\"Operation\":MailItemsAccessed}"
    #expect(try findings(good + "\n" + two + "\n").rejectedAccess.map(\.items) == [1])
    let one = "{\"Id\":\"\(fixtureGuid(1))\",\"Operation\":MailItemsAccessed}"
    #expect(try findings(good + "\n" + one + "\n").rejectedAccess.isEmpty)
  }

  @Test(arguments: [
    "'InternetMessageId': '<q@x>',", "'InternetMessageId': \"<q@x>\",",
    "\u{201C}InternetMessageId\u{201D}: \u{201C}<q@x>\u{201D},",
    "&quot;InternetMessageId&quot;:&quot;&lt;q@x&gt;&quot;,",
    "%22InternetMessageId%22%3A%22%3Cq%40x%3E%22,", "@{InternetMessageId=<q@x>; Id=1}",
    "\\\"InternetMessageId\\\": \\\"<q@x>\\\",", "internetmessageid=q@x,",
    "\"\"InternetMessageId\"\":\"\"<q@x>\"\",",
  ])
  func idsAreSalvagedWithAnyQuoting(_ text: String) throws {
    let findings = try findings("\(good)\n{\(text) MailItemsAccessed\n")
    #expect(findings.rejected.flatMap(\.salvaged).map(\.string) == ["q@x"])
    #expect(findings.rejectedAccess.map(\.kind) == [.salvaged])
  }

  @Test(arguments: [
    "'InternetMessageId': '<q@", "InternetMessageId=<q@x", "'InternetMessageId': None,",
    "InternetMessageId=true;", "&quot;InternetMessageId&quot;:&quot;&lt;q@",
  ])
  func cutIdsAreNotSalvaged(_ text: String) throws {
    let findings = try findings("\(good)\n{MailItemsAccessed \(text)\n")
    #expect(findings.rejected.count == 1)
    #expect(findings.rejected.flatMap(\.salvaged).isEmpty)
  }

  @Test func anotherColumnIsReadOrSalvaged() throws {
    let head = "AuditData,_raw\n"
    let read = try findings(head + "System.Object[],\"\(doubled(good))\"\n")
    #expect(read.recordedIds == ["a@x"] && read.rejected.isEmpty)
    let cut = String(good.prefix(good.utf8.count - 30))
    let salvaged = try findings(head + "System.Object[],\"\(doubled(cut))\"\n")
    #expect(salvaged.rejected.flatMap(\.salvaged).map(\.string) == ["a@x"])
  }

  /// The rejected row is one of those that the search had.
  @Test func aRejectedRowIsNoGapOfResultIndex() throws {
    let head = "CreationDate,AuditData,ResultIndex,ResultCount\n"
    let rows = (1...4).map { FixtureRecord.attackerBind($0, "m\($0)@x").json }
    let text = rows.enumerated().map { index, json in
      let quoted = index == 1 ? "\"\(doubled(json).dropLast(1))" : "\"\(doubled(json))\""
      return "2025,\(quoted),\(index + 1),4\n"
    }
    let findings = try findings(head + text.joined())
    #expect(findings.rejected.count == 1)
    #expect(findings.completeness.files[0].signs.map(\.kind).contains(.resultIndexGap) == false)
    let missing = try self.findings(head + text[0] + text[2] + text[3])
    #expect(missing.completeness.files[0].signs.map(\.kind).contains(.resultIndexGap))
  }

  @Test func theAnswerNamesWhatWasRejectedWithoutAnyMailbox() throws {
    let findings = try findings(header + row("MailItemsAccessed", "{\"CreationTime\":tomorrow}"))
    #expect(findings.mailboxes.isEmpty)
    #expect(findings.summary.contains("1 access(es) that cannot be named"))
    #expect(findings.summary.contains("1 row(s) that could not be read"))
    let clean = try self.findings(header + row("MailItemsAccessed", good))
    #expect(!clean.summary.contains("could not be read") && !clean.summary.contains("named"))
  }
}
