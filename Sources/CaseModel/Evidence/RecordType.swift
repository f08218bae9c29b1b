/// AuditLogRecordType by name, as formatted exports and Sentinel write it.
///
/// Microsoft's page "Office 365 Management Activity API schema", AuditLogRecordType; the types that
/// findings ask for and those beside them.
package enum RecordType {
  package static let names: [(name: String, number: Int16)] = [
    ("exchangeadmin", 1), ("exchangeitem", 2), ("exchangeitemgroup", 3), ("sharepoint", 4),
    ("sharepointfileoperation", 6), ("onedrive", 7), ("azureactivedirectory", 8),
    ("azureactivedirectoryaccountlogon", 9), ("datacentersecuritycmdlet", 10),
    ("compliancedlpsharepoint", 11), ("compliancedlpexchange", 13),
    ("sharepointsharingoperation", 14), ("azureactivedirectorystslogon", 15),
    ("securitycompliancecentereopcmdlet", 18), ("exchangeaggregatedoperation", 19),
    ("powerbiaudit", 20), ("crm", 21), ("yammer", 22), ("discovery", 24), ("microsoftteams", 25),
    ("threatintelligence", 28), ("mailsubmission", 29), ("microsoftflow", 30), ("aed", 31),
    ("sharepointlistoperation", 36), ("sharepointcommentoperation", 37),
    ("securitycompliancealerts", 40), ("exchangeitemaggregated", 50),
    ("copilotinteraction", 261),
  ]

  /// The service that writes records of a type; empty where it is not stated or not known here.
  package static func workload(_ type: Int32) -> String {
    switch type {
    case 1, 2, 3, 19, 29, 50: "Exchange"
    case 4, 6, 14, 36, 37, 54, 55, 56: "SharePoint"
    case 7: "OneDrive"
    case 8, 9, 15: "AzureActiveDirectory"
    case 10, 18, 24, 40: "SecurityComplianceCenter"
    case 20: "PowerBI"
    case 22: "Yammer"
    case 25, 57: "MicrosoftTeams"
    case 30: "MicrosoftFlow"
    case 66: "MicrosoftForms"
    case 261: "Copilot"
    default: ""
    }
  }
}
