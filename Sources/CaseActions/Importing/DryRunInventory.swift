import CaseImport
import CaseModel
import CasePipeline
import Files

/// What an import of a list of messages, or of a file of mail, would find; nothing is written.
package func dryRunInventory(
  _ path: String, _ origin: ExportOrigin
) throws -> (InventoryFormat, MessageInventory) {
  let inventory: MessageInventory
  let format: InventoryFormat
  if path != standardInputPath, let kind = try SavedMail(path) {
    format = .headers
    inventory = try readInventory(ByteStream(try listMail(path, [(path, kind)])), format, origin)
  } else {
    let source = try HeadedSource(path: path)
    if let kind = ArchiveKind(head: source.head) {
      throw NotAnExport(archive: kind, head: source.head)
    }
    format = try recogniseInventory(source.head, isWhole: source.isWhole)
    inventory = try readInventory(source.stream, format, origin)
  }
  if inventory.rows.isEmpty { throw NotAnExport(nothingIn: inventory) }
  return (format, inventory)
}

extension NotAnExport {
  /// An inventory that names no message of any mailbox.
  init(nothingIn inventory: MessageInventory) {
    let first = inventory.exceptions.first
    let isHomeless = first?.what.contains("whose mailbox") == true
    self.init(
      found: first.map { "no message: row \($0.row): \($0.what)" } ?? "a list without messages",
      hint: isHomeless
        ? "say whose messages they are: --query-mailbox UPN"
        : "expected message ids, with delivery times, folders and mailboxes beside them")
  }
}
