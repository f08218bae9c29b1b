import CaseModel
import TestSupport
import Testing

/// What exports write where there is no id makes no record of many (R2).
struct PlaceholderIdTests {
  /// A record of each mailbox, all with one id.
  private func records(_ id: String, _ count: Int = 5) -> [FixtureRecord] {
    (1...count).map { number in
      var record = FixtureRecord.attackerBind(
        number, "m\(number)@x", at: "2025-03-1\(number)T00:00:00")
      record.id = id
      record.mailboxGuid = "0000000\(number)-0001-4000-8000-000000000009"
      record.mailboxUPN = "u\(number)@northwind-clinic.example"
      return record
    }
  }

  private func expectFiveOfFiveMailboxes(_ findings: Findings) {
    #expect(findings.totals.records == 5)
    #expect(findings.totals.uniqueRecords == 5)
    #expect(findings.totals.duplicates == 0)
    #expect(findings.totals.conflicts == 0)
    #expect(
      findings.mailboxes.map { $0.recordedMessages.map(\.message.string) }
        == (1...5).map { ["m\($0)@x"] })
    #expect(findings.records.allSatisfy { $0.record.string.hasPrefix("sha256:") })
  }

  @Test(arguments: fixturePlaceholders)
  func aPlaceholderIsNoId(_ id: String) throws {
    expectFiveOfFiveMailboxes(try fixtureFindings(records(id), try attackerScope()))
  }

  @Test(arguments: ["{ffffffff-0000-0000-0000-000000000000}", "0x0", "Unknown-1", "id 0"])
  func whatLooksLikeAPlaceholderIsAnId(_ id: String) throws {
    let copies = [records(id)[0], records(id)[0]]
    let findings = try fixtureFindings(copies, try attackerScope())
    #expect(findings.totals.duplicates == 1)
    #expect(findings.records.map(\.record.string) == [id])
  }

  /// The wrapper's column says no more than the record: `Identity` and `RecordId`.
  @Test(arguments: [FixtureExport.searchCSV, .purviewNewCSV], ["Unknown", "{0}", "N/A"])
  func aPlaceholderInTheWrapperIsNoId(_ export: FixtureExport, _ id: String) throws {
    let all = records(id)
    for own in ["\"Id\":\(quoted(id)),", ""] {
      let json = all.map { $0.json.replacing("\"Id\":\(quoted(id)),", with: own) }
      let findings = try fixtureFindings(
        [FixtureFile(export.text(json, all))], try attackerScope())
      expectFiveOfFiveMailboxes(findings)
    }
  }

  @Test(arguments: [FixtureExport.searchCSV, .purviewNewCSV])
  func theWrapperIsAskedWhereTheRecordHasAPlaceholder(_ export: FixtureExport) throws {
    let record = FixtureRecord.attackerBind(7, "a@x")
    let json = record.json.replacing(
      "\"Id\":\(quoted(record.id))", with: "\"Id\":\"00000000-0000-0000-0000-000000000000\"")
    let findings = try fixtureFindings(
      [FixtureFile(export.text([json], [record])), FixtureFile([record])], try attackerScope())
    #expect(findings.totals.duplicates == 1)
    #expect(findings.records.map(\.record.string) == [record.id])
  }

  /// Of several names of the id, in a wrapper or in columns, the first that says something counts.
  @Test func theFirstNameThatSaysSomethingIsTheId() throws {
    let record = FixtureRecord.attackerBind(7, "a@x")
    let zeros = "00000000-0000-0000-0000-000000000000"
    let own = record.json.replacing("\"Id\":\(quoted(record.id)),", with: "")
    let wrapped =
      "{\"Identity\":\"\(zeros)\",\"RecordId\":\"Unknown\",\"Id\":\"\(record.id)\","
      + "\"AuditData\":\(own)}\n"
    let flat =
      "{\"OfficeId\":\"N/A\",\"SourceRecordId\":\"\(record.id)\",\(own.dropFirst())\n"
    let columns =
      "RecordId,Identity,AuditData\n\(zeros),\(record.id),"
      + "\"\(own.replacing("\"", with: "\"\""))\"\n"
    let twice =
      record.json.replacing("\"Operation\":", with: "\"Id\":\"\(zeros)\",\"Operation\":") + "\n"
    for text in [wrapped, flat, columns, twice] {
      let findings = try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
      #expect(findings.records.map(\.record.string) == [record.id], "\(text)")
    }
  }

  @Test func copiesWithoutIdAreStillCopies() throws {
    let zeros = records("00000000-0000-0000-0000-000000000000", 1)
    let unknown = records("Unknown", 1)
    let findings = try fixtureFindings(
      [FixtureFile(zeros + unknown), FixtureFile(unknown, as: .searchCSV)], try attackerScope())
    #expect(findings.totals.uniqueRecords == 1)
    #expect(findings.totals.duplicates == 2)
  }

  /// A row that could not be read is no copy of a record because both have no id (R17, R19).
  @Test(arguments: ["00000000-0000-0000-0000-000000000000", "Unknown"])
  func aRejectedRowWithoutIdIsNoCopy(_ id: String) throws {
    let all = records(id, 2)
    let text = all[0].json + "\n" + all[1].json.prefix(all[1].json.count - 40) + "\n"
    let findings = try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
    #expect(findings.totals.rejected == 1)
    #expect(findings.mailboxes[0].unnamedAccess.map(\.rejects) == [[RejectIndex(0)]])
  }
}
