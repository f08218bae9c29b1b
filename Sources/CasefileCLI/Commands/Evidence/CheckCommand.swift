import CaseActions
import CaseFindings
import CaseImport
import CaseModel
import TextFormats

/// `casefile check CASE [ID…] [--ids FILE]`: the tier of each message in every mailbox of the scope.
struct CheckCommand: Command {
  var files: [String] = []
  var isCSV = false

  static let row = CommandRow(
    name: "check", operands: "CASE [ID…]", count: .atLeast(1),
    text: "say by message id whether messages were accessed, in every mailbox", document: "check",
    examples: [
      CommandExample("casefile check CASE '<m1@x.example>'", "was this message accessed?")
    ])
  static let options: [Option<Self>] = [
    .texts("ids", "FILE", \.files, "a file with one id per line; - is standard input"),
    .flag("csv", \.isCSV, "print the verdicts as CSV"),
  ]

  func run(_ run: CommandRun) throws -> Int32 {
    let list = try idList(run.operands)
    if list.ids.isEmpty {
      throw UsageProblem.required(option: "--ids", why: "no message id was given")
    }
    let opened = try run.read()
    let answer = try opened.answer(FindingsQuestions(ids: list.ids))
    let (findings, verdicts) = (answer.findings, answer.verdicts)
    if run.isJSON {
      var problem: (any Error)?
      writeVerdicts(verdicts) { bytes in
        do { try run.terminal.out(bytes) } catch { problem = problem ?? error }
      }
      if let problem { throw problem }
    } else if isCSV {
      try printCSV(verdicts, mailboxes: findings.mailboxes.count, run)
    } else {
      try printWords(verdicts, mailboxes: findings.mailboxes.count, run)
    }
    if findings.request.scope.indicators.isEmpty {
      run.note("no indicator has been decided, so no access counts as the attacker's")
    }
    if list.repeated > 0 { run.note("\(list.repeated) line(s) repeat an id; each id counts once") }
    for line in list.unusable.prefix(20) {
      run.warn("'\(line.visible)' is a placeholder, not a message id")
    }
    if findings.mailboxes.isEmpty { run.note("the scope has no mailbox, so there is no verdict") }
    noteCounted(answer, run)
    let code = noteRejects(findings, run)
    return list.unusable.isEmpty ? code : 3
  }

  private func idList(_ operands: [String]) throws -> MessageIdList {
    var list = MessageIdList()
    for id in operands.dropFirst() {
      if id == standardInputPath { try list.add(reading: id) } else { list.add(id) }
    }
    for path in files { try list.add(reading: path) }
    return list
  }
}

private func printWords(
  _ verdicts: FindingsList<MessageVerdict>, mailboxes: Int, _ run: CommandRun
) throws {
  for (number, verdict) in verdicts.enumerated() {
    if number % max(1, mailboxes) == 0 { try run.terminal.out(verdict.message.visible) }
    try run.terminal.out("  \(verdict.tier.rawValue)  \(verdict.mailbox.name.visible)")
    for reason in verdict.reasons { try run.terminal.out("    - \(reason.visible)") }
    for source in verdict.sources.prefix(5) {
      let place = source.source
      try run.terminal.out(
        "    \(evidenceName(Int(place.evidence))) row \(place.row), byte \(place.offset), record"
          + " \(source.record.visible), \(source.time.iso)")
    }
    if verdict.sources.count > 5 {
      try run.terminal.out("    and \(verdict.sources.count - 5) more records (--json has all)")
    }
  }
}

private func printCSV(
  _ verdicts: FindingsList<MessageVerdict>, mailboxes: Int, _ run: CommandRun
) throws {
  var problem: (any Error)?
  var writer = CSVWriter(
    header: ["message", "mailbox", "mailboxGuid", "tier", "reasons", "sources"]
  ) { bytes in
    do { try run.terminal.out(bytes) } catch { problem = problem ?? error }
  }
  // By mailbox: what holds for every message that nothing names is the same text.
  var last = [(reasons: [String], encoded: [UInt8])](repeating: ([], []), count: mailboxes)
  for (number, verdict) in verdicts.enumerated() {
    let place = number % mailboxes
    if last[place].reasons != verdict.reasons {
      last[place] = (
        verdict.reasons, CSVWriter.encode(verdict.reasons.joined(separator: " | "))
      )
    }
    let sources = verdict.sources.map {
      "\(evidenceName(Int($0.source.evidence))) row \($0.source.row) byte \($0.source.offset)"
        + " record \($0.record.visible)"
    }
    writer.field(verdict.message)
    writer.field(verdict.mailbox.name)
    writer.field(verdict.mailbox.guid)
    writer.field(word: verdict.tier.rawValue)
    writer.field(encoded: last[place].encoded)
    writer.field(sources.joined(separator: " | "))
    writer.endRow()
  }
  writer.finish()
  if let problem { throw problem }
}
