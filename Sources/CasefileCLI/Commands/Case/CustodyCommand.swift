import CaseFolder
import CaseModel
import Files

/// `casefile custody CASE`: prints the log; `--verify` checks the chain and its head.
func showCustody(_ run: CommandRun) throws -> Int32 {
  let folder = CaseFolder(run.arguments.operands[0])
  guard folder.exists else { throw CaseProblem.noCase(path: folder.root) }
  let bytes = try fileFacts(folder.custodyFile) == nil ? [] : readSmallFile(folder.custodyFile)
  if run.arguments.has("json") {
    try run.terminal.out(bytes)
    if !run.arguments.has("verify") { return 0 }
  }
  let log = try CustodyLog(reading: bytes)
  if run.arguments.has("verify") {
    if try fileFacts(folder.custodyHead) != nil {
      try log.checkHead(try readSmallFile(folder.custodyHead))
    } else if !log.entries.isEmpty {
      throw CaseProblem.custodyBroken(line: log.head.seq, what: "custody.head is missing")
    }
    try run.terminal.out(
      "custody   \(log.entries.count) entries, the chain holds; head \(log.head.hash)")
    return 0
  }
  if run.arguments.has("json") { return 0 }
  for entry in log.entries {
    try run.terminal.out(
      "\(entry.seq)  \(entry.time.iso)  \(entry.actor.visible)@\(entry.host.visible)"
        + "  \(entry.action.visible)" + (entry.reason.isEmpty ? "" : "  (\(entry.reason.visible))"))
    for object in entry.objects {
      try run.terminal.out("     \(object.sha256.prefix(16))  \(object.name.visible)")
    }
  }
  return 0
}
