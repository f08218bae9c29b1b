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
}
