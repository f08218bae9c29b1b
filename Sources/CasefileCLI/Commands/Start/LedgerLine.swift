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
    "rows": .integer(ledger.rows),
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
