/// The export shapes that casefile reads. The raw value is the name in the register.
package enum ExportFormat: String, Sendable, CaseIterable {
  case unifiedAuditLogCSV = "search-unifiedauditlog-csv"
  case purviewCSV = "purview-csv"
  case wrappedCSV = "siem-csv"
  case officeActivityCSV = "officeactivity-csv"
  case mailboxAuditLogCSV = "search-mailboxauditlog-csv"
  case parsedRecordsCSV = "parsed-records-csv"
  case auditJSON = "management-activity-json"
  case formatList = "format-list-text"

  /// For people.
  package var title: String {
    switch self {
    case .unifiedAuditLogCSV: "Search-UnifiedAuditLog CSV"
    case .purviewCSV: "Purview portal CSV"
    case .wrappedCSV: "CSV of a log system, with the record as JSON"
    case .officeActivityCSV: "Sentinel OfficeActivity CSV"
    case .mailboxAuditLogCSV: "Search-MailboxAuditLog CSV"
    case .parsedRecordsCSV: "CSV of parsed records"
    case .auditJSON: "Audit log JSON"
    case .formatList: "Format-List text"
    }
  }
}

/// The formats in the order in which they are tried.
private let recognisers: [@Sendable (ExportHead) -> ExportFormat?] = [
  recogniseCSV,
  recogniseAuditJSON,
  recogniseFormatList,
]

/// The first bytes of a file, as the recognisers see them.
struct ExportHead {
  var bytes: [UInt8]
  /// The head is the whole file.
  var isWhole: Bool
  /// Behind a byte-order mark.
  var start: Int
}

/// A file that is no export casefile knows: what it looks like, and what would help.
package struct NotAnExport: Error, Equatable, Sendable {
  package var found: String
  package var hint: String

  package init(found: String, hint: String) {
    self.found = found
    self.hint = hint
  }
}

/// Bytes that `recognise` wants to see of a file.
package let recognitionBytes = 256 << 10

/// Recognises an export by its content, never by its name.
package func recognise(_ head: [UInt8], isWhole: Bool) throws(NotAnExport) -> ExportFormat {
  var text = head
  if var reader = UTF16Reader(TextEncoding(head)) { text = reader.read(head[...], isLast: isWhole) }
  let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  let exportHead = ExportHead(bytes: text, isWhole: isWhole, start: start)
  for recogniser in recognisers {
    if let format = recogniser(exportHead) { return format }
  }
  throw ForeignContent.describe(exportHead)
}
