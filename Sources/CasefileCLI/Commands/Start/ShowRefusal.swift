import CaseImport
import CaseModel

/// - Returns: the exit code that a file that is no export gives.
func showRefusal(_ refusal: NotAnExport, _ name: String, _ run: CommandRun) -> Int32 {
  run.fail(
    "'\(name)' is not an export casefile knows: \(refusal.found)", hint: refusal.hint, 3)
}

/// - Returns: the exit code that rejected rows give.
func showRejects(_ rejects: [RejectedRow], _ file: String, _ run: CommandRun) -> Int32 {
  for reject in rejects.prefix(20) {
    run.warn(
      "\(file) row \(reject.source.row), byte \(reject.source.offset): \(reject.detail.visible)")
  }
  if rejects.count > 20 { run.warn("and \(rejects.count - 20) more rows") }
  for hint in RejectReason.hints(Set(rejects.map(\.reason))) { run.warn("hint: \(hint)") }
  return rejects.isEmpty ? 0 : 3
}

/// - Returns: the exit code that rows without use give.
func showExceptions(_ exceptions: [InventoryException], _ file: String, _ run: CommandRun) -> Int32
{
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
