import CaseModel
import TestSupport
import Testing

/// Where nobody asked for sign-ins, none can anchor a link, and the answer says so (R14).
struct SignInsNotAskedTests {
  private func query(_ operations: [String]?) -> ExportQuery {
    var query = ExportQuery()
    query.operations = operations
    return query
  }

  private func isSaid(_ records: [FixtureRecord], _ query: ExportQuery) throws -> Bool {
    let file = FixtureFile(FixtureExport.ndjson.bytes(records), query: query)
    let findings = try fixtureFindings([file], try attackerScope())
    #expect(findings.signInsNotAsked == findings.anomalyCodes.contains("signInsNotAsked"))
    return findings.signInsNotAsked
  }

  @Test func itIsSaidUntilSomebodyAsks() throws {
    let access = [FixtureRecord.attackerBind(1, "a@x")]
    #expect(try isSaid(access, query(nil)))
    #expect(try isSaid(access, query(["MailItemsAccessed"])))
    #expect(try !isSaid(access, query(["MailItemsAccessed", "userloggedin"])))
    #expect(try !isSaid(access, query([])))
  }

  /// A sign-in that is there was asked for, whatever anybody stated; one that failed too.
  @Test(arguments: ["UserLoggedIn", "UserLoginFailed"]) func oneThatIsThereAnswers(
    _ operation: String
  ) throws {
    var signIn = FixtureRecord(2)
    signIn.operation = operation
    (signIn.mailboxGuid, signIn.mailboxUPN) = (nil, nil)
    let records = [FixtureRecord.attackerBind(1, "a@x"), signIn]
    #expect(try !isSaid(records, query(["MailItemsAccessed"])))
  }

  @Test func withoutMailAccessThereIsNothingToLink() throws {
    var send = FixtureRecord(1)
    send.operation = "Send"
    #expect(try !isSaid([send], query(nil)))
  }
}
