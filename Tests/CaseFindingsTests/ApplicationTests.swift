import CaseModel
import TestSupport
import Testing

/// An application has its name, its permissions and who consented, where the evidence says so; what it could
/// read is apart from what was recorded (R27).
struct ApplicationTests {
  private static let app = "c0ffee00-0000-4000-8000-000000000001"

  private func consent(_ operation: String, _ number: Int, _ members: String, by: String) -> String
  {
    """
    {"CreationTime":"2025-03-12T08:0\(number):00","Id":"80c76bd2-9d81-4c57-a97a-accfc344000\(number)",\
    "Operation":"\(operation)","OrganizationId":"6b1d9f3e-0c55-4a0b-9a57-1f2e3d4c5b6a",\
    "RecordType":8,"UserKey":"k","UserType":0,"Version":1,"Workload":"AzureActiveDirectory",\
    "UserId":"\(by)",\(members)}
    """
  }

  private func findings(_ records: [String]) throws -> Findings {
    var access = FixtureRecord.attackerBind(7, "m@x")
    access.clientAppId = ApplicationTests.app.uppercased()
    let text = (records + [access.json]).joined(separator: "\n")
    return try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
  }

  @Test func aConsentAndTheAccessThroughItAreOneApplication() throws {
    let findings = try findings([
      consent(
        "Consent to application.", 1,
        """
        "ModifiedProperties":[{"Name":"ConsentAction.Permissions","OldValue":"",\
        "NewValue":"[[Scope: User.Read]] => [[Id: 1, ConsentType: Principal, Scope: Mail.Read offline_access, \
        CreatedDateTime: x], [Scope: Mail.Send]]; "}],\
        "Target":[{"ID":"Mail Helper","Type":1},{"ID":"\(ApplicationTests.app)","Type":4}]
        """, by: "victim@x"),
      consent(
        "Add app role assignment to service principal.", 2,
        """
        "ModifiedProperties":[{"Name":"AppRole.Value","NewValue":"\\"full_access_as_app\\"","OldValue":""},\
        {"Name":"ServicePrincipal.AppId","NewValue":"\\"\(ApplicationTests.app)\\"","OldValue":""}]
        """, by: "admin@x"),
    ])
    let application = try #require(
      findings.applications.first { $0.id.string == ApplicationTests.app })
    #expect(application.name == "Mail Helper")
    #expect(
      application.permissions.map(\.string)
        == ["Mail.Read", "Mail.Send", "full_access_as_app", "offline_access"])
    #expect(application.consents.map(\.by.string) == ["victim@x", "admin@x"])
    #expect(application.consents.allSatisfy { !$0.sources.isEmpty })
    #expect(application.contexts == ["C1"])
    // Permissions move nothing: what is recorded is the one message.
    #expect(findings.recordedIds == ["m@x"])
  }

  /// Who consents to the attacker's application may be the attacker: the rule names the record.
  @Test func anIndicatorByApplicationMatchesTheConsentToIt() throws {
    let target = """
      "Target":[{"ID":"Mail Helper","Type":1},{"ID":"\(ApplicationTests.app.uppercased())","Type":4}]
      """
    let records = [
      consent("Consent to application.", 1, target, by: "victim@x"),
      consent(
        "Consent to application.", 2, "\"Target\":[{\"ID\":\"other\",\"Type\":4}]", by: "w@x"),
    ]
    let findings = try fixtureFindings(
      [FixtureFile(Array(records.joined(separator: "\n").utf8))],
      try fixtureScope(
        #"{"indicators": [{"id": "A1", "applications": ["\#(ApplicationTests.app)"]}]}"#))
    #expect(findings.acts.map(\.records) == [1])
    #expect(findings.acts[0].details.contains("application=Mail Helper"))
    #expect(
      findings.otherAcquisition.map(\.attribution).sorted { $0.rawValue < $1.rawValue }
        == [.attacker, .unattributed])
  }

  @Test func anApplicationWithoutAConsentSaysNothingOfPermissions() throws {
    let application = try #require(
      try findings([]).applications.first { $0.id.string == ApplicationTests.app })
    #expect(application.permissions.isEmpty && application.consents.isEmpty)
    #expect(application.name.isEmpty && application.contexts == ["C1"])
  }

  /// Before the attacker or after: access that is not the attacker's is told where somebody consented to
  /// the application, and nowhere else.
  @Test(arguments: ["07:00", "09:00"], [true, false])
  func theOrderOfContextsDecidesNothing(_ time: String, _ isConsented: Bool) throws {
    var other = FixtureRecord(8)
    other.time = "2025-03-12T\(time):00"
    other.clientIPAddress = "203.0.113.77"
    other.clientAppId = ApplicationTests.app
    let target = "\"Target\":[{\"ID\":\"\(ApplicationTests.app)\",\"Type\":4}]"
    let consents =
      isConsented ? [consent("Consent to application.", 1, target, by: "v@x")] : []
    let findings = try findings(consents + [other.json])
    let application = try #require(
      findings.applications.first { $0.id.string == ApplicationTests.app })
    #expect(application.contexts == (isConsented ? ["C1", "C2"] : [time < "08" ? "C2" : "C1"]))
  }

  @Test func aConsentThatNamesNoApplicationIsNone() throws {
    let findings = try findings([
      consent("Consent to application.", 1, "\"ModifiedProperties\":\"System.Object[]\"", by: "v@x")
    ])
    #expect(findings.applications.allSatisfy { $0.consents.isEmpty })
    #expect(findings.otherAcquisition.contains { $0.kind == .consent })
  }
}
