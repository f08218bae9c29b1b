import CaseActions
import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import Files

/// `casefile import CASE --kind messages …`: lists of messages, and saved mail, whose headers become
/// a list.
func importMessages(
  _ files: [String], into opened: inout OpenCase, _ run: CommandRun
) throws -> Int32 {
  var code: Int32 = 0
  for operand in files {
    // Each folder of saved mail is one inventory.
    var mail: [(path: String, kind: SavedMail)] = []
    code = max(
      code,
      try forEachExport([operand], of: opened.folder, run) { path in
        if path != standardInputPath, let kind = try SavedMail(path) {
          mail.append((path, kind))
          return 0
        }
        let origin = try exportOrigin(path, run.arguments)
        return try importEvidence(path, into: &opened, origin: origin, kind: .messages)
          .map { try show($0, run) }.max() ?? 0
      })
    if mail.isEmpty { continue }
    let root = operand.hasSuffix("/") ? String(operand.dropLast()) : operand
    let origin = try exportOrigin(root, run.arguments)
    let results = try importMail(root, try listMail(root, mail), into: &opened, origin: origin)
    code = max(code, try results.map { try show($0, run) }.max() ?? 0)
  }
  return code
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

/// - Returns: the exit code that rows without use give.
func show(_ exceptions: [InventoryException], _ file: String, _ run: CommandRun) -> Int32 {
  for exception in exceptions.prefix(20) {
    run.warn("\(file) row \(exception.row): \(exception.what.visible)")
  }
  if exceptions.count > 20 { run.warn("and \(exceptions.count - 20) more") }
  let hints = [
    (
      "culture",
      "write times as 2025-03-11T09:15:22Z: Select-Object"
        + " @{n='Received';e={$_.Received.ToString('o')}}, …"
    ),
    ("whose mailbox", "say whose messages they are: --query-mailbox UPN"),
  ]
  for (mark, hint) in hints where exceptions.contains(where: { $0.what.contains(mark) }) {
    run.warn("hint: \(hint)")
  }
  return exceptions.isEmpty ? 0 : 3
}
