import CaseModel
import TestSupport
import Testing

/// What the attacker did besides mail access is told with what it was about (R25): after samples that
/// Microsoft and others publish of these operations, in the members that they have.
struct ActDetailTests {
  private func act(_ operation: String, _ members: String, type: Int = 6) throws -> Act {
    let record = """
      {"CreationTime":"2025-03-12T08:05:00","Id":"80c76bd2-9d81-4c57-a97a-accfc3443dca",\
      "Operation":"\(operation)","OrganizationId":"6b1d9f3e-0c55-4a0b-9a57-1f2e3d4c5b6a",\
      "RecordType":\(type),"UserKey":"k","UserType":0,"Version":1,"Workload":"SharePoint",\
      "ClientIP":"203.0.113.66","UserId":"m.rivera@northwind-clinic.example",\(members)}
      """
    let findings = try fixtureFindings([FixtureFile(Array(record.utf8))], try attackerScope())
    return try #require(findings.acts.first)
  }

  private func details(_ operation: String, _ members: String, type: Int = 6) throws -> [String] {
    try act(operation, members, type: type).details.map(\.string)
  }

  @Test(arguments: [
    "FileAccessed", "FileDownloaded", "FileSyncDownloadedFull", "FilePreviewed", "SharingSet",
    "AnonymousLinkCreated", "PageViewed", "FolderRenamed",
  ])
  func aFileIsNamed(_ operation: String) throws {
    let url = "https://northwind-my.sharepoint.com/personal/m/Documents/Labs Q1.xlsx"
    let members = """
      "ObjectId":"\(url)","ItemType":"File","SiteUrl":"https://northwind-my.sharepoint.com/personal/m/",\
      "SourceFileName":"Labs Q1.xlsx","SourceRelativeUrl":"Documents"
      """
    #expect(try details(operation, members) == ["object=\(url)"])
  }

  @Test func aSearchIsToldWithItsWords() throws {
    for operation in ["SearchQueryInitiatedExchange", "SearchQueryInitiatedSharePoint"] {
      #expect(
        try details(operation, #""QueryText":"invoice OR \"wire transfer\"""#)
          == [#"query=invoice OR "wire transfer""#])
    }
    #expect(
      try details("SearchQueryPerformed", #""SearchQueryText":"payroll""#) == ["query=payroll"])
    #expect(try details("SearchQueryInitiatedExchange", #""QueryText":"""#) == [])
  }

  @Test func anAssistantIsToldWithWhatItRead() throws {
    let event = """
      {"AccessedResources":[{"ID":"AAMk1","Type":"EmailMessage"},{"ID":"x","Name":"Budget.docx",\
      "SiteUrl":"https://northwind.sharepoint.com/Budget.docx"}],"AppHost":"Office"}
      """
    let expected = ["resource=AAMk1", "resource=Budget.docx"]
    #expect(try details("CopilotInteraction", "\"CopilotEventData\":\(event)") == expected)
    // The same as text, as a SIEM writes it.
    #expect(try details("CopilotInteraction", "\"CopilotEventData\":\(quoted(event))") == expected)
  }

  /// Records of 2023 name what was open, and no resources.
  @Test func anAssistantIsToldWithWhereItWasAsked() throws {
    let event =
      #"{"AccessedResources":[],"AppHost":"appchat","Contexts":[{"Id":"https://x/a.docx","Type":"docx"}]}"#
    #expect(
      try details("CopilotInteraction", "\"CopilotEventData\":\(event)", type: 261)
        == ["context=https://x/a.docx"])
  }

  @Test func aConsentIsToldWithItsPermissions() throws {
    let members = """
      "ModifiedProperties":[{"Name":"ConsentContext.IsAdminConsent","NewValue":"True","OldValue":""},\
      {"Name":"ConsentAction.Permissions","NewValue":"[] => [[Scope: Mail.Read offline_access]]","OldValue":""},\
      {"Name":"TargetId.ServicePrincipalNames","NewValue":"c0ffee00-0000-4000-8000-000000000001","OldValue":""}],\
      "Target":[{"ID":"ServicePrincipal_1f","Type":2},{"ID":"Mail Helper","Type":1},\
      {"ID":"c0ffee00-0000-4000-8000-000000000001","Type":4}]
      """
    let act = try act("Consent to application.", members, type: 8)
    #expect(act.group == .accessKept)
    #expect(
      Set(act.details.map(\.string)) == [
        "consentcontext.isadminconsent=True",
        "consentaction.permissions=[] => [[Scope: Mail.Read offline_access]]",
        "targetid.serviceprincipalnames=c0ffee00-0000-4000-8000-000000000001",
        "application=Mail Helper", "applicationid=c0ffee00-0000-4000-8000-000000000001",
      ])
    let role = """
      "ModifiedProperties":[{"Name":"AppRole.Value","NewValue":"\\"Mail.ReadWrite\\"","OldValue":""},\
      {"Name":"ServicePrincipal.DisplayName","NewValue":"Sync","OldValue":""}]
      """
    #expect(
      Set(try details("Add app role assignment to service principal.", role, type: 8))
        == ["approle.value=Mail.ReadWrite", "serviceprincipal.displayname=Sync"])
  }

  /// What they are about decides no tier, and what cannot be read is only not told.
  @Test func whatCannotBeReadIsNotTold() throws {
    for members in [
      "\"CopilotEventData\":\"System.Object\"", "\"CopilotEventData\":[1,2]",
      "\"CopilotEventData\":{\"AccessedResources\":{\"ID\":null}}",
    ] {
      #expect(try details("CopilotInteraction", members) == [])
    }
    #expect(try details("Consent to application.", "\"Target\":\"System.Object[]\"", type: 8) == [])
  }
}
