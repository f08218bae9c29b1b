import CaseFindings
import CaseImport
import CaseModel
import TextFormats

func ledgerLine(_ ledger: FileLedger) -> String {
  "\(ledger.rows) rows, \(ledger.records) records, \(ledger.mailAccess) mail access,"
    + " \(ledger.rejected) rejected"
}

func ledgerFacts(_ ledger: FileLedger) -> [String: JSONValue] {
  [
    "lossy": .integer(ledger.lossy), "mailAccess": .integer(ledger.mailAccess),
    "records": .integer(ledger.records), "rejected": .integer(ledger.rejected),
    "rows": .integer(ledger.rows), "unread": .integer(ledger.unread),
  ]
}

func summary(_ configuration: AuditConfiguration) -> String {
  "audit configuration, \(configuration.mailboxes.count) mailbox(es),"
    + " \(configuration.organizations.count) setting(s) of the organisation,"
    + " \(configuration.licences.count) account(s) with licences,"
    + " \(configuration.bypasses.count) on the bypass list"
}

func summary(_ inventory: MessageInventory, _ format: InventoryFormat) -> String {
  let mailboxes = Set(inventory.rows.map(\.mailbox)).count
  let placed = inventory.rows.count {
    $0.delivered != nil && ($0.folderId != 0 || $0.folderPath != 0)
  }
  let mail =
    format == .headers
    ? "; headers and hashes are kept, the mail itself is not" : ""
  return
    "\(format.title), \(inventory.rows.count) messages of \(mailboxes) mailbox(es), \(placed) with"
    + " folder and delivery time\(mail)"
}

/// One line about a file that states queries.
func summary(_ queries: [StatedQuery]) -> String {
  let words = queries.map { stated in
    let query = stated.query
    let from = query.from?.iso ?? "a time that is not stated"
    let to = query.to?.iso ?? "a time that is not stated"
    var parts = ["\(from) to \(to)"]
    if query.isNarrow || !(query.operations ?? []).isEmpty {
      parts.append("filtered")
    } else {
      parts.append(query.isWhole ? "no filter" : "its filters are not stated")
    }
    if let status = stated.status { parts.append("status \(status.visible)") }
    if stated.isLimitExceeded == true { parts.append("the limit of records was exceeded") }
    return parts.joined(separator: ", ")
  }
  return "a query: \(words.joined(separator: "; "))"
}
