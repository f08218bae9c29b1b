import CaseActions
import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// What cmdlets write of how auditing is set, in each shape that it is kept in (R13).
struct AuditConfigurationTests {
  private func read(_ text: String) throws -> AuditConfiguration {
    try readAuditConfiguration(fixtureSource(Array(text.utf8)))
  }

  private let json = """
    [{"UserPrincipalName": "m.rivera@northwind-clinic.example",
      "ExchangeGuid": "AAAAAAAA-0000-4000-8000-000000000001",
      "RecipientTypeDetails": "UserMailbox", "AuditEnabled": true,
      "AuditLogAgeLimit": {"Ticks": 77760000000000, "Days": 90, "Hours": 0},
      "AuditOwner": ["Update", "MailItemsAccessed"], "AuditDelegate": ["Update", "MAILITEMSACCESSED"],
      "AuditAdmin": ["Update"]}]
    """
  private let csv = """
    #TYPE Selected.Microsoft.Exchange.Data.Directory.Management.Mailbox\r
    "UserPrincipalName","ExchangeGuid","RecipientTypeDetails","AuditEnabled","AuditLogAgeLimit","AuditOwner","AuditDelegate","AuditAdmin"\r
    "m.rivera@northwind-clinic.example","AAAAAAAA-0000-4000-8000-000000000001","UserMailbox","True","90.00:00:00","Update,MailItemsAccessed","Update MailItemsAccessed","Update"\r

    """
  private let list = """

    UserPrincipalName    : m.rivera@northwind-clinic.example
    ExchangeGuid         : AAAAAAAA-0000-4000-8000-000000000001
    RecipientTypeDetails : UserMailbox
    AuditEnabled         : True
    AuditLogAgeLimit     : 90.00:00:00
    AuditOwner           : {Update, MailItems
                           Accessed}
    AuditDelegate        : {Update, MailItemsAccessed}
    AuditAdmin           : {Update}


    """

  @Test func everyShapeSaysTheSame() throws {
    var expected = MailboxAuditing(
      subject: ConfigurationSubject(
        entry: 1,
        names: ["m.rivera@northwind-clinic.example", "AAAAAAAA-0000-4000-8000-000000000001"]))
    expected.type = "UserMailbox"
    expected.isEnabled = true
    expected.ageLimit = 90
    expected.recordsMailAccess = [0: true, 1: false, 2: true]
    let crlf = list.replacing("\n", with: "\r\n")
    for text in [json, csv, list, crlf, "\u{FEFF}" + json, "\u{FEFF}" + csv] {
      #expect(try read(text).mailboxes == [expected], "\(text)")
    }
    // PowerShell's `>` writes UTF-16.
    for text in [json, csv, list] {
      let units = "\u{FEFF}\(text)".utf16.flatMap { unit -> [UInt8] in
        [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      }
      #expect(try readAuditConfiguration(fixtureSource(units)).mailboxes == [expected])
    }
  }

  @Test(arguments: [
    "{Update, MoveToDeletedItems, SoftDelete, HardDelete...}", "{Update, HardDelete\u{2026}}",
    "{Update, Hard", "System.Collections.ArrayList",
    "Microsoft.Exchange.Data.MultiValuedProperty`1[Microsoft.Exchange.Data.Directory.Operations]",
  ])
  func aListThatIsCutDecidesNothing(_ value: String) throws {
    let text = "AuditEnabled : True\nAuditOwner : \(value)\n"
    #expect(try read(text).mailboxes[0].recordsMailAccess == [:])
    // What is named is known all the same.
    let named = "AuditEnabled : True\nAuditOwner : {MailItemsAccessed, HardDelete...}\n"
    #expect(try read(named).mailboxes[0].recordsMailAccess == [0: true])
    let whole = "AuditEnabled : True\nAuditOwner : {}\nAuditAdmin : {Update, HardDelete}\n"
    #expect(try read(whole).mailboxes[0].recordsMailAccess == [0: false, 1: false])
  }

  /// Get-MailboxAuditStatus of Microsoft-Extractor-Suite looks the exemption up by a name that may not be
  /// the account's: True is one, and False rules none out.
  @Test func aCollectorsTableRulesNoExemptionOut() throws {
    let text = """
      "UserPrincipalName","DisplayName","RecipientTypeDetails","AuditEnabled","AuditBypassEnabled",\
      "DefaultAuditSet","OwnerAuditActions","OwnerAuditActionsCount","AdminAuditActions"
      "a@x","A","UserMailbox","True","False","Owner","HardDelete, MailItemsAccessed","2","Update"
      "b@x","B","UserMailbox","True","True","Owner","MailItemsAccessed","1",""

      """
    let found = try read(text)
    #expect(found.mailboxes.map(\.isEnabled) == [true, true])
    #expect(found.mailboxes[0].recordsMailAccess == [0: true, 1: false])
    #expect(found.bypasses.map(\.subject.name) == ["b@x"])
    #expect(found.bypasses.map(\.isBypassed) == [true])
    #expect(found.others == [])
  }

  @Test func organisationAndBypassListAreTold() throws {
    let text = """
      Name          : northwind
      AuditDisabled : False

      UnifiedAuditLogIngestionEnabled : True

      Identity           : alex
      AuditBypassEnabled : True

      Identity           : sam
      AuditBypassEnabled : False
      """
    let found = try read(text)
    #expect(found.organizations.map(\.isDisabled) == [false, nil])
    #expect(found.organizations.map(\.isIngested) == [nil, true])
    #expect(found.bypasses.map(\.isBypassed) == [true, false])
    #expect(found.bypasses.map(\.subject.name) == ["alex", "sam"])
    #expect(found.bypasses.map(\.subject.entry) == [3, 4])
    #expect(found.others == [])
  }

  @Test(arguments: [
    (#"{"UserPrincipalName":"a@x","SkuPartNumber":"SPE_E5"}"#, "SPE_E5", true),
    (
      #"{"UserPrincipalName":"a@x","AssignedLicenses":["contoso:ENTERPRISEPREMIUM"]}"#,
      "ENTERPRISEPREMIUM", true
    ),
    (
      #"{"UserPrincipalName":"a@x","ServicePlans":[{"ServicePlanName":"M365_ADVANCED_AUDITING","ProvisioningStatus":"Success"}]}"#,
      "M365_ADVANCED_AUDITING", true
    ),
    (
      #"{"UserPrincipalName":"a@x","SkuPartNumber":"SPE_E5","ServicePlans":[{"ServicePlanName":"M365_ADVANCED_AUDITING","ProvisioningStatus":"Disabled"}]}"#,
      nil, true
    ),
    (#"{"UserPrincipalName":"a@x","SkuPartNumber":"SPE_F1"}"#, nil, true),
    (
      #"{"UserPrincipalName":"a@x","AssignedLicenses":["06ebc4ee-1bb5-47dd-8120-11324bc54e06"]}"#,
      nil, false
    ),
    (#"{"UserPrincipalName":"a@x","AssignedLicenses":[]}"#, nil, false),
    (
      #"{"value":[{"userPrincipalName":"a@x","licenseDetails":[{"skuPartNumber":"SPE_E3","servicePlans":[]}]}]}"#,
      "SPE_E3", true
    ),
  ])
  func licencesAreNamedOrUnknown(_ json: String, _ carries: String?, _ isWhole: Bool) throws {
    let found = try read(json)
    #expect(found.licences.map(\.carries) == [carries])
    #expect(found.licences.map(\.isWhole) == [isWhole])
  }

  @Test(arguments: [
    "", "[]", "{", "{\"a\": 1}", "a,b\n1,2\n", "Name : x\nAlias : y\n", "%PDF-1.7", "hello",
  ])
  func whatSaysNothingOfAuditingIsRefused(_ text: String) {
    #expect(throws: NotAnExport.self) { try self.read(text) }
  }

  @Test func anEntryThatSaysNothingIsListed() throws {
    let found = try read(#"[{"AuditEnabled": true}, {"Alias": "x"}, {"AuditDisabled": false}]"#)
    #expect(found.others == [2])
  }

  @Test func aConfigurationThatIsImportedAsRecordsIsNamed() {
    for text in [json, csv, list] {
      let refusal = #expect(throws: NotAnExport.self) {
        try recognise(Array(text.utf8), isWhole: true)
      }
      #expect(refusal?.hint == "casefile import CASE --kind audit-config FILE")
    }
  }
}
